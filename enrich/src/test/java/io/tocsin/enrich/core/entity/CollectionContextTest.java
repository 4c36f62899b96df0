package io.tocsin.enrich.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionContextTest {

  private static final String LIBYA = "geonames:2210247";
  private static final String LEBANON = "geonames:266826";

  private static final AnnotatorChain CHAIN =
      new AnnotatorChain(
          StandardAnnotators.shared(),
          (annotator, failure) -> {
            throw new AssertionError(annotator.name(), failure);
          });

  private static Annotations read(String text, String language, @Nullable String collection) {
    return CHAIN.annotate(new PostText("", text, language, collection, null));
  }

  private static @Nullable String link(Annotations found) {
    return found.entities().get(0).link();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | Geschäfte in Tripoli blieben geschlossen. | Libanon: Proteste im Liveticker",
        "de | Geschäfte in Tripoli blieben geschlossen. | krise-im-libanon-liveticker",
        "fr | Les commerces de Tripoli sont restés fermés. | Liban : la crise en direct",
        "es | Las tiendas de Tripoli siguen cerradas. | Líbano, última hora",
        "ru | Магазины закрыты, сообщили из города Tripoli. | Ливан: главное за день",
        "ar | أغلقت المتاجر في Tripoli | لبنان: تغطية مباشرة",
        "it | I negozi di Tripoli sono chiusi. | Libano, la diretta",
        "pl | Sklepy w Tripoli są zamknięte. | Liban na żywo",
        "tr | Tripoli kentinde dükkanlar kapalı. | Lübnan canlı anlatım"
      })
  void shouldFollowWhatTheBlogNamesInThePostsLanguage(
      String language, String text, String collection) {
    Annotations alone = read(text, language, null);
    Annotations inBlog = read(text, language, collection);

    assertThat(link(alone)).isEqualTo(LIBYA);
    assertThat(link(inBlog)).isEqualTo(LEBANON);
    assertThat(inBlog.countries()).containsExactly("LB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LEBANON-CRISIS/PROTESTS | 266826",
        "lebanon_live_updates | 266826",
        "live/world/lebanon-crisis | 266826",
        "Lebanese army in the north: live | 266826",
        "The day in Beirut | 266826",
        "world-news-live | 2210247",
        "'' | 2210247",
        "--- | 2210247"
      })
  void shouldReadSlugsAsWords(String collection, String id) {
    assertThat(link(read("Shops in Tripoli stayed shut.", "en", collection)))
        .isEqualTo("geonames:" + id);
  }

  @Test
  void shouldReadWhatTheBlogSaysItIsAbout() {
    PostText post =
        new PostText("", "Shops in Tripoli stayed shut.", "en", "Live", "Protests; Lebanon");

    assertThat(link(CHAIN.annotate(post))).isEqualTo(LEBANON);
  }

  @Test
  void shouldWeighLessThanThePost() {
    String text = "Libya said that shops in Tripoli stayed shut.";

    assertThat(read(text, "en", "lebanon-crisis-live")).isEqualTo(read(text, "en", null));
  }

  @Test
  void shouldNotCountTheBlogsOwnCountries() {
    Annotations found = read("The talks went on.", "en", "ukraine-war-live-day-12");

    assertThat(found.countries()).isEmpty();
    assertThat(found.entities()).isEmpty();
  }

  @Test
  void shouldKnowAPersonByTheFullNameInTheBlog() {
    Annotations found = read("A vote on Clinton was called.", "en", "bill-clinton-trial-live");

    assertThat(link(found)).isEqualTo("wikidata:Q1124");
    assertThat(found.entities().get(0).confidence())
        .isLessThanOrEqualTo(
            read("Bill Clinton waited. A vote on Clinton was called.", "en", null)
                .entities()
                .get(1)
                .confidence());
  }

  @Test
  void shouldLeaveASurnameToThePersonInThePost() {
    Annotations found =
        read("Aldo Clinton waited. A vote on Clinton was called.", "en", "bill-clinton-trial-live");

    assertThat(found.entities()).allMatch(entity -> entity.link() == null);
  }

  @Test
  void shouldReadTheSameWhateverWasReadBefore() {
    List<PostText> posts =
        IntStream.range(0, 1_500)
            .mapToObj(
                i ->
                    new PostText(
                        "",
                        "Shops in Tripoli stayed shut.",
                        i % 5 == 0 ? "fr" : "en",
                        (i % 3 == 0 ? "lebanon-live-" : "libya-live-") + i % 600,
                        i % 7 == 0 ? "Greece" : null))
            .toList();
    Map<PostText, Annotations> first = new HashMap<>();
    posts.forEach(post -> first.put(post, CHAIN.annotate(post)));
    List<PostText> shuffled = new ArrayList<>(posts);
    Collections.shuffle(shuffled, new Random(7));

    assertThat(first.values().stream().map(CollectionContextTest::link).distinct())
        .contains(LIBYA, LEBANON);
    shuffled.parallelStream()
        .forEach(post -> assertThat(CHAIN.annotate(post)).isEqualTo(first.get(post)));
  }

  @Test
  void shouldReadNoMoreThanTheBeginningOfALongName() {
    String long1 = "x".repeat(CollectionWords.MOST_CHARACTERS) + " Lebanon";
    String pair = "x".repeat(CollectionWords.MOST_CHARACTERS - 1) + "\uD83D\uDEA8 Lebanon";

    assertThat(link(read("Shops in Tripoli stayed shut.", "en", long1))).isEqualTo(LIBYA);
    assertThat(link(read("Shops in Tripoli stayed shut.", "en", pair))).isEqualTo(LIBYA);
  }
}
