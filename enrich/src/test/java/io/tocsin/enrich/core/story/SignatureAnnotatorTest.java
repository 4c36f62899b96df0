package io.tocsin.enrich.core.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Signature;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignatureAnnotatorTest {

  private static final String TEXT =
      "The ferry ran aground in the night and nobody was hurt, said the coast guard.";

  private final SignatureAnnotator annotator = new SignatureAnnotator();

  private @Nullable Signature signature(String title, String body) {
    return annotator.annotate(new PostText(title, body, null), Annotations.NONE).signature();
  }

  @Test
  void shouldHave256BitsAndItsAlgorithm() {
    assertThat(signature("", TEXT))
        .isNotNull()
        .satisfies(found -> assertThat(found.bits().remaining()).isEqualTo(32))
        .satisfies(found -> assertThat(found.algorithm()).isEqualTo("minhash-1bit-256-w3-v1"))
        .satisfies(found -> assertThat(found.shingles()).isEqualTo(13));
  }

  @Test
  void shouldNotDependOnCapitalsSpacingOrPunctuation() {
    assertThat(
            signature(
                "",
                "the FERRY ran aground — in the night, and nobody was hurt: said the coast-guard"))
        .isEqualTo(signature("", TEXT));
  }

  @Test
  void shouldNotDependOnTheHeadlineOfATextThatIsLongEnough() {
    assertThat(signature("Ferry aground", TEXT)).isEqualTo(signature("Nobody hurt", TEXT));
  }

  @Test
  void shouldTakeTheHeadlineInWhereTheBodyIsShort() {
    assertThat(signature("Ferry runs aground off Marsala in the night", "Nobody was hurt."))
        .isNotEqualTo(
            signature("Ferry sinks off Trapani in the early morning", "Nobody was hurt."));
  }

  @Test
  void shouldBeMissingWhereThereAreTooFewWords() {
    assertThat(signature("", "")).isNull();
    assertThat(signature("Ferry runs aground off", "Marsala")).isNull();
    assertThat(signature("Ferry runs aground off Marsala", "tonight")).isNotNull();
  }

  @Test
  void shouldNotChangeWithoutANewNameOfTheAlgorithm() {
    Signature found = signature("", TEXT);

    assertThat(found).isNotNull();
    byte[] bits = new byte[32];
    found.bits().duplicate().get(bits);
    assertThat(HexFormat.of().formatHex(bits))
        .isEqualTo("94d1b74dc23a814b805a37e091010edea3b2ea95294ce0aa96585482772ca93f");
  }
}
