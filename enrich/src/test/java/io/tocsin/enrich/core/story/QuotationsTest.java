package io.tocsin.enrich.core.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotationsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"we were lucky with the tide\"",
        "\u201cwe were lucky with the tide\u201d",
        "\u201ewir hatten Glück mit der Flut\u201c",
        "«nous avons eu de la chance»",
        "« nous avons eu de la chance »",
        "»wir hatten Glück mit der Flut«",
        "「我们很幸运潮水很高没有人受伤船也没有漏水」"
      })
  void shouldBeLeftOut(String quotation) {
    assertThat(Quotations.leftOut("He said, " + quotation + ", and left."))
        .isEqualTo("He said, \n, and left.");
    assertThat(Quotations.leftOut(quotation)).isEqualTo("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the \"shadow fleet\" of the north",
        "a mark that \"is never closed again in this line",
        "the first line \"opens a quotation\nand the second\" closes it",
        "a pipe of 3\" and a rod of 12 feet and another of 4\" lie there",
        "it's the captain's own fault, isn't it",
        ""
      })
  void shouldNotBeSeenInOtherMarks(String text) {
    assertThat(Quotations.leftOut(text)).isEqualTo(text);
  }

  @Test
  void shouldBeSeenOneAfterTheOther() {
    assertThat(
            Quotations.leftOut(
                "\"The tide was with us,\" he said. \"It will not be so again.\" So it was."))
        .isEqualTo("\n he said. \n So it was.");
  }

  @Test
  void shouldNotReachOverTheLimit() {
    String open = "\u201c" + "a ".repeat(Quotations.LONGEST) + "\u201d";

    assertThat(Quotations.leftOut(open)).isEqualTo(open);
    assertThat(Quotations.leftOut("\u201c".repeat(100_000))).hasSize(100_000);
  }
}
