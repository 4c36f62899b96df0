package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.country.Demonyms;
import io.tocsin.enrich.core.entity.NameFinder.FoundNames;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.place.PlaceNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a collection says of itself by the dictionaries. What was read last is remembered, for
 * {@value #REMEMBERED} collections at most, by their words: that changes no result. For any number
 * of threads.
 */
final class CollectionReader {

  private static final int REMEMBERED = 256;

  private final NameFinder finder;
  private final MeaningChooser chooser;
  private final PlaceNames places;
  private final Demonyms demonyms;
  private final AtomicReferenceArray<Remembered> memory = new AtomicReferenceArray<>(REMEMBERED);

  CollectionReader(
      NameFinder finder, MeaningChooser chooser, PlaceNames places, Demonyms demonyms) {
    this.finder = finder;
    this.chooser = chooser;
    this.places = places;
    this.demonyms = demonyms;
  }

  /**
   * What the collection of a post tells.
   *
   * @param language primary subtag of the post's language, which is taken for the collection's
   */
  CollectionContext read(PostText post, String language) {
    if (post.collection() == null && post.collectionAbout() == null) {
      return CollectionContext.NONE;
    }
    Said said = new Said(post.collection(), post.collectionAbout(), language);
    int slot = Math.floorMod(said.hashCode(), REMEMBERED);
    Remembered last = memory.get(slot);
    if (last != null && last.said.equals(said)) {
      return last.context;
    }
    CollectionContext context = read(said);
    memory.set(slot, new Remembered(said, context));
    return context;
  }

  private CollectionContext read(Said said) {
    Set<String> phrases = new HashSet<>();
    Set<String> people = new HashSet<>();
    PlaceVotes votes = new PlaceVotes();
    for (CollectionWords words : said.words()) {
      FoundNames found = finder.find(words.text(), said.language);
      PostContext own = PostContext.of(List.of(found), List.of(), CollectionContext.NONE);
      phrases.addAll(found.phrases());
      people.addAll(own.people());
      found.candidates().forEach(candidate -> vote(candidate, words, own, votes));
      demonyms.find(words.text()).forEach(country -> votes.country(country, ""));
    }
    return new CollectionContext(phrases, people, votes);
  }

  private void vote(
      PhraseHit<List<Name>> candidate, CollectionWords words, PostContext own, PlaceVotes votes) {
    String phrase = words.text().substring(candidate.start(), candidate.end());
    chooser
        .choose(candidate, words.text(), words.shape(), own)
        .filter(name -> name.kind() == NameKind.PLACE)
        .ifPresent(name -> vote(name, phrase, votes));
  }

  private void vote(Name name, String phrase, PlaceVotes votes) {
    String link = name.link();
    String country = name.country();
    if (link != null && link.startsWith(PlaceLinker.GEONAMES)) {
      places
          .place(Integer.parseInt(link.substring(PlaceLinker.GEONAMES.length())))
          .ifPresent(place -> votes.place(place, phrase));
    } else if (country != null) {
      votes.country(country, phrase);
    }
  }

  private record Said(@Nullable String collection, @Nullable String about, String language) {

    List<CollectionWords> words() {
      return Stream.of(collection, about)
          .flatMap(Stream::ofNullable)
          .map(CollectionWords::of)
          .toList();
    }
  }

  private record Remembered(Said said, CollectionContext context) {}
}
