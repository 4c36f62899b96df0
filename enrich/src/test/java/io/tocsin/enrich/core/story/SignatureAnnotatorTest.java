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
  void shouldHave32BytesAndItsAlgorithm() {
    assertThat(signature("", TEXT))
        .isNotNull()
        .satisfies(found -> assertThat(found.bits().remaining()).isEqualTo(32))
        .satisfies(found -> assertThat(found.algorithm()).isEqualTo("minhash-4bit-64-w3-v2"))
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
  void shouldNotDependOnWhatPeopleAreQuotedWith() {
    Signature plain = signature("", TEXT);

    assertThat(signature("", TEXT + " \u201cWe were lucky, and the tide was with us.\u201d"))
        .isEqualTo(plain);
    assertThat(signature("", TEXT + " \"We were lucky, and the tide was with us.\""))
        .isEqualTo(plain);
  }

  @Test
  void shouldTakeQuotationsInWhereThereIsLittleElse() {
    assertThat(signature("", "He said: \u201c" + TEXT + "\u201d").shingles()).isEqualTo(15);
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
        .isEqualTo("ace5c1fccfe00df79be73b1243994c2f964242b9109839ee83402e9e7d3e6661");
  }
}
