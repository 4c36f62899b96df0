package io.tocsin.enrich.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Language;
import io.tocsin.enrich.core.PostText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageAnnotatorTest {

  private final LanguageAnnotator annotator = new LanguageAnnotator();

  private Language language(@Nullable String declared, String body) {
    return annotator.annotate(new PostText("", body, declared), Annotations.NONE).language();
  }

  @Nested
  class Declared {

    @Test
    void shouldBeBelievedWhereTheScriptAllowsIt() {
      assertThat(language("de-AT", "Kurz notiert").tag()).isEqualTo("de-AT");
      assertThat(language("en_GB", "In brief").tag()).isEqualTo("en-GB");
      assertThat(language("ja", "東京で地震がありました").tag()).isEqualTo("ja");
      assertThat(language("zh-TW", "東京發生地震").tag()).isEqualTo("zh-TW");
    }

    @Test
    void shouldNotBeBelievedAgainstTheScript() {
      assertThat(language("en", "Пожежа на складі в центрі міста, рятувальники на місці").tag())
          .isEqualTo("uk");
      assertThat(language("ru", "The bridge is closed and it will be closed for the week").tag())
          .isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "und", "xx", "English", "not a tag", "e", "mul", "zz-ZZ", "--"})
    void shouldBeIgnoredWhereItNamesNoLanguage(String declared) {
      assertThat(
              language(declared, "The bridge is closed and it will be closed for the week").tag())
          .isEqualTo("en");
    }

    @Test
    void shouldBeBelievedOfAPostWithoutLetters() {
      assertThat(language("fr", "12:30").tag()).isEqualTo("fr");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ko, 서울에서 지진이 발생했다",
    "ja, 東京で強い地震がありました",
    "zh, 北京发生地震",
    "he, רעידת אדמה בירושלים",
    "el, Σεισμός στην Αθήνα",
    "th, แผ่นดินไหวในกรุงเทพ",
    "ka, მიწისძვრა თბილისში"
  })
  void shouldBeToldByTheScriptAlone(String expected, String text) {
    assertThat(language(null, text).tag()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'The minister said that the bridge is closed until Monday, because of the flood.'",
    "de, 'Der Minister sagte, die Brücke sei bis Montag gesperrt, weil der Fluss steigt.'",
    "fr, 'Le ministre a déclaré que le pont est fermé jusqu’à lundi en raison de la crue.'",
    "es, 'El ministro dijo que el puente estará cerrado hasta el lunes por la crecida.'",
    "ru, 'Министр сообщил, что мост закрыт до понедельника из-за подъёма воды.'",
    "uk, 'Міністр повідомив, що міст закрито до понеділка через підйом води.'",
    "pl, 'Minister powiedział, że most jest zamknięty do poniedziałku z powodu powodzi.'",
    "tr, 'Bakan, köprünün sel nedeniyle pazartesiye kadar kapalı olduğunu söyledi.'",
    "ar, 'قال الوزير إن الجسر مغلق حتى يوم الاثنين بسبب الفيضان.'",
    "fa, 'وزیر گفت که پل به دلیل سیل تا دوشنبه بسته است.'"
  })
  void shouldBeDetectedInAWholeSentence(String expected, String text) {
    Language language = language(null, text);

    assertThat(language.tag()).isEqualTo(expected);
    assertThat(language.confidence()).isBetween(0.5, 1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Det er for tidligt at sige, at han has været for hurtig; for at komme frem is vej lukket.",
        "Het is of was daar, had hij gezegd, en dat is of was dus waar it is.",
        "Is is, was was."
      })
  void shouldNotTakeSharedLittleWordsForEnglish(String text) {
    assertThat(EnglishWords.areIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OK", "12:30", "Kyiv, Lviv", "🚨🚨"})
  void shouldStayUndeterminedInShortTexts(String text) {
    assertThat(language(null, text)).isEqualTo(Language.UNDETERMINED);
  }

  @Test
  void shouldBeEnglishWhereSmallWordsTipTheScales() {
    String text =
        "Georgia's parliament met in Tbilisi while Paris Hilton visited Paris, Texas. The Kremlin"
            + " denied plans to invade Ukraine; Ukrainian officials in Kiev and NATO's Jens"
            + " Stoltenberg warned. Jordan Henderson flew to Amman, Jordan.";
    assertThat(language(null, text)).isEqualTo(new Language("en", 0.5));
  }

  @Test
  void shouldReadTheTitleToo() {
    PostText post = new PostText("Пожежа на складі в центрі міста", "Фото.", null);

    assertThat(annotator.annotate(post, Annotations.NONE).language().tag()).isEqualTo("uk");
  }
}
