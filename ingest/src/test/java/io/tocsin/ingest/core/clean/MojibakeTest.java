package io.tocsin.ingest.core.clean;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MojibakeTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /**
   * What a browser makes of bytes that it takes for Windows-1252: unknown ones stay as they are.
   */
  private static String misread(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    String windows = new String(bytes, WINDOWS);
    String latin = new String(bytes, ISO_8859_1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      out.append(windows.charAt(i) == '\uFFFD' ? latin.charAt(i) : windows.charAt(i));
    }
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The harbour isnâ€™t open | The harbour isn’t open",
        "â€œLeave nowâ€\u009D, he said | “Leave now”, he said",
        "Trains to MÃ¼nchen and KÃ¶ln | Trains to München and Köln",
        "Ã–sterreich | Österreich",
        "DÃ¼sseldorf, GroÃŸ-Gerau | Düsseldorf, Groß-Gerau",
        "Wait â€“ the dam holds | Wait – the dam holds",
        "a bill of â‚¬5 or Â£4 | a bill of €5 or £4",
        "25Â\u00A0km to the front | 25 km to the front",
        "GdaÅ„sk, Å\u0081Ã³dÅº, PoznaÅ„ | Gdańsk, Łódź, Poznań",
        "Beograd, Ð\u0091ÐµÐ¾Ð³Ñ€Ð°Ð´ | Beograd, Београд",
        "flood ðŸŒŠ here | flood 🌊 here",
        "ï»¿Alarm | Alarm",
        "itÃ¢â‚¬â„¢s done | it’s done",
        "M\u00C3\u0083\u00C2\u00BCnchen | München",
        "M&Atilde;&frac14;nchen | München",
        "isn&#226;&#128;&#153;t | isn’t",
      })
  void shouldBeRepairedWhereItIsCertain(String raw, String clean) {
    assertThat(TextCleaner.clean(Draft.of("", raw, null)).body()).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "At the CAFÉ™ and the ROSÉ® they said “É”…",
        "„Die CDÄ“, sagte sie",
        "VIDÍŠ, ÚŽAS, KÔŠ",
        "IRMÃ—a palavra",
        "« où il alla—là », dit-il à l’aéroport",
        "smørrebrød, ångström, ÅLAND",
        "Señor Ñ“",
        "Ã is a letter, © is a mark",
        "naïve façade, 5 £, 20 °C",
      })
  void shouldBeLeftWhereItMayBeMeant(String text) {
    assertThat(Mojibake.repair(text)).isEqualTo(text);
  }

  @Test
  void shouldRepairADamagedPartOfASoundText() {
    assertThat(Mojibake.repair("“isnâ€™t”, said Jürgen")).isEqualTo("“isn’t”, said Jürgen");
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of(
            "Köln",
            "straße",
            "über",
            "Ärzte",
            "déjà",
            "être",
            "garçon",
            "Łódź",
            "źródło",
            "příští",
            "žena",
            "İstanbul",
            "şehir",
            "Київ",
            "Москва",
            "война",
            "Αθήνα",
            "πόλη",
            "ירושלים",
            "القدس",
            "東京",
            "避難",
            "서울",
            "it’s",
            "“go”",
            "–",
            "5 €",
            "🚨",
            "📰",
            "São",
            "ação",
            "mañana",
            "Tōkyō",
            "București",
            "harbour",
            "the",
            "7.",
            "(open)")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> String.join(" ", words));
  }

  @Property
  void shouldLeaveSoundTextAlone(@ForAll("sentences") String text) {
    assertThat(Mojibake.repair(text)).isEqualTo(text);
  }

  @Property
  void shouldUndoEveryRound(
      @ForAll("sentences") String text, @ForAll @IntRange(min = 1, max = 3) int rounds) {
    String sure = text + " isn’t über";
    String damaged = sure;
    for (int i = 0; i < rounds; i++) {
      damaged = misread(damaged);
    }
    assertThat(Mojibake.repair(damaged)).isEqualTo(sure);
  }

  @Property
  void shouldLeaveNothingToRepair(@ForAll String text) {
    String once = Mojibake.repair(text + misread(text));
    assertThat(Mojibake.repair(once)).isEqualTo(once);
  }
}
