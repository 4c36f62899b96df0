package io.tocsin.enrich.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.Language;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.SharedAnnotators;
import io.tocsin.enrich.core.TextField;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntityAnnotatorPropertiesTest {

  private static final EntityAnnotator ANNOTATOR = SharedAnnotators.get(EntityAnnotator.class);

  private static List<Entity> entities(String title, String body) {
    Annotations soFar = Annotations.NONE.withLanguage(new Language("en", 1));
    return ANNOTATOR.annotate(new PostText(title, body, null), soFar).entities();
  }

  @Property(tries = 500)
  void shouldPointAtTheText(@ForAll("texts") String title, @ForAll("texts") String body) {
    PostText post = new PostText(title, body, null);

    assertThat(entities(title, body))
        .allSatisfy(
            entity ->
                assertThat(post.text(entity.field()).substring(entity.start(), entity.end()))
                    .isEqualTo(entity.text())
                    .isNotBlank());
  }

  @Property(tries = 500)
  void shouldStandInReadingOrderWithoutOverlaps(
      @ForAll("texts") String title, @ForAll("texts") String body) {
    List<Entity> found = entities(title, body);

    assertThat(found).isSortedAccordingTo(Entity.READING_ORDER);
    for (TextField field : TextField.values()) {
      int end = 0;
      for (Entity entity : found) {
        if (entity.field() == field) {
          assertThat(entity.start()).isGreaterThanOrEqualTo(end);
          end = entity.end();
        }
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "Kyiv",
            "Georgia",
            "Atlanta",
            "US",
            "us",
            "Paris",
            "Paris Hilton",
            "Vladimir Putin",
            "Putin",
            "Lloyd Austin",
            "Austin",
            "John",
            "Smith",
            "van",
            "F.",
            "NATO",
            "北京",
            "Київ",
            "כייב",
            "ב",
            "🚨",
            "e\u0301",
            "New",
            "Mexico",
            "of",
            "the",
            "Bank of America",
            "Washington",
            "Nice",
            "said",
            ".",
            ",",
            "-",
            "’s",
            "\n");
    Arbitrary<String> joints = Arbitraries.of(" ", " ", " ", "");
    return Combinators.combine(pieces, joints)
        .as((piece, joint) -> piece + joint)
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }
}
