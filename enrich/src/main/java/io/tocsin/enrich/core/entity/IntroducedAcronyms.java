package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Acronyms that a post explains: where a known organisation stands with its initials in brackets,
 * <i>African Union (AU)</i>, those initials mean it all through the post. Names that already have a
 * meaning keep it.
 */
final class IntroducedAcronyms {

  private static final int SHORTEST = 2;
  private static final int LONGEST = 10;

  private IntroducedAcronyms() {}

  /**
   * The same entities, organisations among them linked that the post explains.
   *
   * @param entities what was found
   * @param post where it was found
   */
  static List<Entity> link(List<Entity> entities, PostText post) {
    if (entities.stream().noneMatch(IntroducedAcronyms::mayBeAcronym)) {
      return entities;
    }
    Map<String, Entity> explained = explained(entities, post);
    if (explained.isEmpty()) {
      return entities;
    }
    return entities.stream().map(entity -> meaning(entity, explained.get(entity.text()))).toList();
  }

  private static Map<String, Entity> explained(List<Entity> entities, PostText post) {
    Map<String, Entity> explained = new HashMap<>();
    for (Entity entity : entities) {
      if (entity.type() == EntityType.ORGANISATION && entity.link() != null) {
        acronymBehind(entity, post.text(entity.field()))
            .filter(initials(entity.text())::equals)
            .ifPresent(acronym -> explained.putIfAbsent(acronym, entity));
      }
    }
    return explained;
  }

  private static Entity meaning(Entity entity, @Nullable Entity explained) {
    return explained == null || !mayBeAcronym(entity)
        ? entity
        : entity.meaning(explained.link(), explained.country(), null);
  }

  private static boolean mayBeAcronym(Entity entity) {
    return entity.type() == EntityType.ORGANISATION
        && entity.link() == null
        && entity.text().length() <= LONGEST;
  }

  /** What stands in brackets right behind a name. */
  private static Optional<String> acronymBehind(Entity entity, String text) {
    int open = entity.end() + 1;
    if (!text.startsWith(" (", entity.end())) {
      return Optional.empty();
    }
    int close = text.indexOf(')', open);
    boolean fits = close - open > SHORTEST && close - open - 1 <= LONGEST;
    return fits ? Optional.of(text.substring(open + 1, close)) : Optional.empty();
  }

  /** The capitals that begin words of a name. */
  private static String initials(String name) {
    StringBuilder initials = new StringBuilder();
    boolean begins = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (begins && Character.isUpperCase(c)) {
        initials.append(c);
      }
      begins = c == ' ' || c == '-';
    }
    return initials.toString();
  }
}
