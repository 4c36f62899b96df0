package io.tocsin.ingest.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextCleanerLawsTest {
  private static final String[] PARTS = {
    "<p>",
    "</p>",
    "<br>",
    "<b",
    ">",
    "<",
    "&lt;",
    "&amp;",
    "&",
    "amp;",
    "lt;",
    "&#8203;",
    "&#60;",
    "&#38;",
    "#38;",
    "<a href='https://a.example/?x=1'>",
    "</a>",
    "<ul><li>",
    "</li><li>",
    "<pre>",
    "<figcaption>",
    "<img alt='By A Smith'>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "?",
    "??",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u00A0",
    "of",
    "the",
    "Moldova",
    "when",
    "Will",
    "a",
    "A",
    "é",
    "e\u0301",
    "\u0301",
    "\u200B",
    "\u200D",
    "\u200C",
    "\u202E",
    "\uFEFF",
    "\u0000",
    "\uD800",
    "\uDC00",
    "\uD83D\uDC68",
    "\u0645",
    "。",
    "是",
    "5",
    "\"",
    "“",
    "”",
    "’",
    ".",
    ",",
    ":",
    ";",
    "!",
    "…",
    "(",
    ")",
    "/",
    "www.",
    "https://a.example/x",
    "http://",
    "https",
    "://b",
    "=",
    "Read more",
    "Read the full story",
    "here",
    "GO DEEPER",
    "Related: ",
    "By Ann Smith",
    "By ",
    "Ann contributed reporting",
    "to this post",
    "Photo: ",
    "x (Ann/AP)",
    "U.S.",
    "Is it bound for",
    "How dams work",
    "Ã",
    "â",
    "€",
    "™",
    "©",
    "Â",
    "ð",
    "Ð",
    "Ÿ",
    "¼",
    "ÃƒÂ¼",
    "\u0080",
    "\uFE0F",
    "\u034F",
    "\u3164",
    "\uDB40\uDC61",
    "\uD83C\uDFF4",
    "<nav>",
    "</nav>",
    "<button>",
    "<p class='byline'>",
    "<svg onload=x>",
    "<y",
    "<o:p>",
    " data-a=\"",
    "aria-label='",
    "02:29 - Source: ",
    "What the flood means"
  };

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(PARTS).list().ofMaxSize(25).map(parts -> String.join("", parts)),
        Arbitraries.of(PARTS).list().ofMaxSize(12).map(parts -> String.join(" ", parts)),
        Arbitraries.strings().ofMaxLength(60));
  }

  @Property(tries = 5_000)
  void shouldChangeNothingTheSecondTime(
      @ForAll("texts") String title, @ForAll("texts") String body) {
    Draft once = TextCleaner.clean(Draft.of(title, body, null));
    Draft twice = TextCleaner.clean(Draft.of(once.title(), once.body(), null));
    assertThat(twice.body()).isEqualTo(once.body());
    assertThat(twice.title()).isEqualTo(once.title());
  }

  @Property(tries = 1_000)
  void shouldLeaveNoControlsAndNoLooseWhitespace(@ForAll("texts") String text) {
    Draft clean = TextCleaner.clean(Draft.of(text, text, null));
    assertThat(clean.title()).doesNotContainPattern("[\\p{Cc}\\u200B\\u202A-\\u202E\\uFEFF]");
    assertThat(clean.body())
        .doesNotContainPattern("[\\p{Cc}&&[^\\n]]|  | \\n|\\n |\\n{3}|^\\s|\\s$");
  }

  @Property(tries = 1_000)
  void shouldStayWithinTheSizeOfItsInput(@ForAll("texts") String text) {
    Draft clean = TextCleaner.clean(Draft.of("", text, null));
    assertThat(clean.body().length()).isLessThanOrEqualTo(2 * text.length());
  }
}
