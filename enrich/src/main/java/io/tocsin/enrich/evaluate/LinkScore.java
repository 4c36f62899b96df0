package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.evaluate.GoldPost.Answer;
import io.tocsin.enrich.evaluate.GoldPost.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many mentions of a gold standard mean what they should. A name that is not found, or found
 * with other words around it, is wrong unless its link is right.
 *
 * @param mentions how many there are
 * @param errors what is wrong, a line each
 */
record LinkScore(int mentions, List<String> errors) {

  LinkScore {
    errors = List.copyOf(errors);
  }

  static LinkScore of(List<GoldPost> posts, AnnotatorChain chain) {
    int mentions = 0;
    List<String> errors = new ArrayList<>();
    for (GoldPost post : posts) {
      Annotations found =
          chain.annotate(
              new PostText("", post.text(), "en", post.collection(), post.collectionAbout()));
      mentions += post.mentions().size();
      post.mentions().stream()
          .filter(mention -> !isRight(mention, found))
          .map(mention -> error(post, mention, found))
          .forEach(errors::add);
    }
    return new LinkScore(mentions, errors);
  }

  /** The share of the mentions that are right; 1 if there are none. */
  double accuracy() {
    return mentions == 0 ? 1 : 1 - (double) errors.size() / mentions;
  }

  private static boolean isRight(Mention mention, Annotations found) {
    Optional<Entity> entity = at(mention, found.entities());
    return mention.right().stream().anyMatch(answer -> fits(answer, entity, found));
  }

  private static boolean fits(Answer answer, Optional<Entity> entity, Annotations found) {
    if (answer instanceof Answer.Linked linked) {
      return entity.map(Entity::link).filter(linked.link()::equals).isPresent();
    } else if (answer instanceof Answer.OfCountry of) {
      return entity.map(Entity::country).filter(of.country()::equals).isPresent();
    } else if (answer instanceof Answer.OfType of) {
      return entity.filter(e -> e.type() == of.type()).filter(LinkScore::isPlain).isPresent();
    } else if (answer instanceof Answer.Tagged tagged) {
      return entity.isEmpty() && found.countries().contains(tagged.country());
    }
    return entity.isEmpty();
  }

  /** A person who is linked to a place is neither. */
  private static boolean isPlain(Entity entity) {
    String link = entity.link();
    return entity.type() != EntityType.PERSON || link == null || link.startsWith("wikidata:");
  }

  /** What has the very words, else what shares some with them. */
  private static Optional<Entity> at(Mention mention, List<Entity> entities) {
    return entities.stream()
        .filter(e -> e.start() == mention.start() && e.end() == mention.end())
        .findFirst()
        .or(
            () ->
                entities.stream()
                    .filter(e -> e.start() < mention.end() && mention.start() < e.end())
                    .findFirst());
  }

  private static String error(GoldPost post, Mention mention, Annotations found) {
    String words = post.text().substring(mention.start(), mention.end());
    return "%s: %s: expected %s, found %s"
        .formatted(
            post.place(),
            words,
            mention.right(),
            at(mention, found.entities())
                .map(e -> e.text() + " " + e.type() + " " + e.link() + " " + e.country())
                .orElse("nothing"));
  }
}
