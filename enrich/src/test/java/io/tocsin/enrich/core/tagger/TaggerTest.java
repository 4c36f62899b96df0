package io.tocsin.enrich.core.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.enrich.core.EntityType;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TaggerTest {

  private static final int MOST = 500;

  private static TaggerModel model;

  @BeforeAll
  static void read() throws IOException {
    model = ModelFile.readResource();
  }

  @Test
  void shouldFindPeoplePlacesAndOrganisationsOfNoDictionary() {
    String text =
        "Finance minister Aldo Verrini met officials of the Norland Trading Company in Kestrova on"
            + " Monday.";
    assertThat(new Tagger(model).tag(text, MOST))
        .extracting(name -> text.substring(name.start(), name.end()), TaggedName::type)
        .containsExactly(
            tuple("Aldo Verrini", EntityType.PERSON),
            tuple("Norland Trading Company", EntityType.ORGANISATION),
            tuple("Kestrova", EntityType.PLACE));
  }

  @Test
  void shouldLeaveOutRanksBeforeAName() {
    String text = "Gen. Paul Harker spoke to reporters in London.";
    assertThat(new Tagger(model).tag(text, MOST))
        .extracting(name -> text.substring(name.start(), name.end()))
        .containsExactly("Paul Harker", "London");
  }

  @Test
  void shouldFindTheSameWhateverWasReadBefore() {
    String text = "Mary Ellis of the Red Cross arrived in Nairobi.";
    Tagger used = new Tagger(model);
    for (int i = 0; i < 30_000; i++) {
      used.tag("Word" + i + " was seen in Town" + i, MOST);
    }
    assertThat(used.tag(text, MOST)).isEqualTo(new Tagger(model).tag(text, MOST)).isNotEmpty();
  }

  @Test
  void shouldFindNamesInHeadlinesThatCapitaliseEveryWord() {
    String text = "Russia Vows To Strike Kyiv After Talks In Geneva Fail, Says Dmytro Kuleba";
    assertThat(new Tagger(model).tag(text, MOST))
        .extracting(name -> text.substring(name.start(), name.end()), TaggedName::type)
        .containsExactly(
            tuple("Russia", EntityType.PLACE),
            tuple("Kyiv", EntityType.PLACE),
            tuple("Geneva", EntityType.PLACE),
            tuple("Dmytro Kuleba", EntityType.PERSON));
  }

  @Test
  void shouldNotBeCertainOfWhatItFinds() {
    String text =
        "Angela Merkel met Emmanuel Macron in Berlin on Monday. Thorvald praised Kestrova and the"
            + " Norland Trading Company. Bumblegate was shut.";
    assertThat(new Tagger(model).tag(text, MOST))
        .hasSizeGreaterThan(4)
        .extracting(TaggedName::confidence)
        .allMatch(confidence -> confidence > 0.2 && confidence < 0.995)
        .anyMatch(confidence -> confidence > 0.9)
        .anyMatch(confidence -> confidence < 0.8);
  }

  @Nested
  class BadInput {

    @Test
    void shouldReadATokenOfAMegabyte() {
      String text = "x".repeat(1 << 20) + " Paris";
      assertThat(new Tagger(model).tag(text, MOST))
          .allSatisfy(name -> assertThat(name.end()).isLessThanOrEqualTo(text.length()));
    }

    @Test
    void shouldReadAHundredThousandSentencesAndStopAtTheMostNames() {
      String text = "He went to Berlin. ".repeat(100_000);
      assertThat(new Tagger(model).tag(text, MOST)).hasSize(MOST);
    }

    @Test
    void shouldReadManySentencesWithoutNames() {
      assertThat(new Tagger(model).tag("It was so. ".repeat(100_000), MOST)).isEmpty();
    }

    @Test
    void shouldFindNothingWithoutLetters() {
      assertThat(new Tagger(model).tag("", MOST)).isEmpty();
      assertThat(new Tagger(model).tag(" \n\t ... 123 — !!! ???", MOST)).isEmpty();
    }

    @Test
    void shouldCountInUtf16BesideEmojiAndOtherScripts() {
      String text = "\uD83D\uDE80\uD83D\uDE80 Привет مرحبا! Officials in Paris said so.";
      assertThat(new Tagger(model).tag(text, MOST))
          .extracting(name -> text.substring(name.start(), name.end()))
          .contains("Paris");
    }

    @Test
    void shouldCountCombiningMarks() {
      String text = "Owners of a cafe\u0301 in Paris said so.";
      assertThat(new Tagger(model).tag(text, MOST))
          .extracting(name -> text.substring(name.start(), name.end()))
          .isEqualTo(List.of("Paris"));
    }
  }
}
