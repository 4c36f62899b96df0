package io.tocsin.ingest.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {

  private static Draft clean(String body) {
    return TextCleaner.clean(Draft.of("", body, null));
  }

  private static String body(String body) {
    return clean(body).body();
  }

  private static String title(String title) {
    return TextCleaner.clean(Draft.of(title, "", null)).title();
  }

  @Nested
  class OfMarkup {
    @Test
    void shouldTurnBlocksIntoParagraphsAndBreaksIntoLines() {
      assertThat(body("<h2>Port shut</h2><p>All   ferries\nstopped.</p><p>One<br>two</p>tail"))
          .isEqualTo("Port shut\n\nAll ferries stopped.\n\nOne\ntwo\n\ntail");
    }

    @Test
    void shouldLeaveOutScriptsStylesAndForms() {
      assertThat(
              body(
                  "<p>Seen</p><script>var x='evacuate'</script><style>p{}</style>"
                      + "<form><button>Sign</button></form><noscript>no</noscript>"))
          .isEqualTo("Seen");
    }

    @Test
    void shouldNotGlueWordsAroundWhatItLeavesOut() {
      assertThat(
              body(
                  "left<nav>menu</nav>right<ul><li><a href='https://a.example/1'>x</a></li>"
                      + "<li><a href='https://a.example/2'>y</a></li></ul>end"))
          .isEqualTo("left\n\nright\n\nend");
    }

    @Test
    void shouldKeepLinkedWordsAndCollectTheLink() {
      Draft draft =
          TextCleaner.clean(
              Draft.of("", "<p>See <a href='/m/7'>the map</a> now</p>", "https://a.example/x"));
      assertThat(draft.body()).isEqualTo("See the map now");
      assertThat(draft.links()).containsExactly(new Link("the map", "https://a.example/m/7"));
    }

    @Test
    void shouldIgnoreLinksThatLeadNowhere() {
      assertThat(clean("<a href='javascript:x()'>a</a> <a href='#top'>b</a>").links()).isEmpty();
    }

    @Test
    void shouldMoveCaptionsOutOfTheText() {
      Draft draft =
          clean(
              "<figure><img src='a.jpg' alt='A queue at the border'>"
                  + "<figcaption>Cars wait for hours</figcaption></figure><p>Text</p>");
      assertThat(draft.body()).isEqualTo("Text");
      assertThat(draft.captions()).containsExactly("A queue at the border", "Cars wait for hours");
    }

    @Test
    void shouldMoveListsOfLinksOutOfTheText() {
      Draft draft =
          clean(
              "<p>Text</p><ul><li><a href='https://a.example/1'>First</a></li>"
                  + "<li><a href='https://a.example/2'>Second</a></li></ul>");
      assertThat(draft.body()).isEqualTo("Text");
      assertThat(draft.links())
          .containsExactly(
              new Link("First", "https://a.example/1"), new Link("Second", "https://a.example/2"));
    }

    @Test
    void shouldKeepTheWordsOfNavigationAndForms() {
      Draft draft =
          clean(
              "<nav>Home <a href='https://a.example/w'>World</a></nav><p>Text</p>"
                  + "<form><label>Your mail</label><button>Sign up</button></form>");
      assertThat(draft.body()).isEqualTo("Text");
      assertThat(draft.furniture()).containsExactly("Home World", "Your mail Sign up");
      assertThat(draft.links()).containsExactly(new Link("World", "https://a.example/w"));
    }

    @Test
    void shouldTakeBlocksByTheNameOfTheirClass() {
      Draft draft =
          clean(
              "<div class='article-byline'>Ann Smith, Riga</div><p>Text</p>"
                  + "<p class='wp-caption-text big'>A barge</p>");
      assertThat(draft.body()).isEqualTo("Text");
      assertThat(draft.bylines()).containsExactly("Ann Smith, Riga");
      assertThat(draft.captions()).containsExactly("A barge");
    }

    @Test
    void shouldNotTakeABracketForATag() {
      assertThat(body("<p>if x<y and z</p><p>a <o:p>b</o:p> c</p>"))
          .isEqualTo("if x<y and z\n\na b c");
      assertThat(body("Take a <b and wait")).isEqualTo("Take a <b and wait");
    }

    @Test
    void shouldKeepWhatIsCutOffWithinATag() {
      Draft draft = clean("<p>The dam holds</p><a href='https://a.exa");
      assertThat(draft.body()).isEqualTo("The dam holds");
      assertThat(draft.furniture()).containsExactly("a href='https://a.exa");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "<script>alert(1)</script>Alarm",
          "Ala<script src='//evil.example/x.js'></script>rm",
          "<img src=x onerror=alert(1)>Alarm",
          "<svg onload=alert(1)></svg>Alarm",
          "&lt;script&gt;alert(1)&lt;/script&gt;Alarm",
          "&amp;lt;iframe src=x&amp;gt;&amp;lt;/iframe&amp;gt;Alarm",
          "Alarm<scr<script></script>ipt>alert(1)</scr<b></b>ipt>",
          "<marquee onstart=alert(1)>Alarm</marquee>",
          "<math href='javascript:alert(1)'>Alarm</math>",
          "<a href='javascript:alert(1)'>Alarm</a>",
        })
    void shouldLeaveNoScriptInAHeadline(String title) {
      assertThat(title(title)).contains("larm").doesNotContain("<", "javascript:", "onerror");
    }

    @Test
    void shouldKeepListsThatSaySomething() {
      assertThat(
              body(
                  "<ul><li>Leave by noon</li><li>Take <a href='https://a.example'>water</a>"
                      + "</li></ul>"))
          .isEqualTo("Leave by noon\nTake water");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "Fish &amp; chips | Fish & chips",
          "Fish &amp;amp;amp; chips | Fish & chips",
          "&lt;b&gt;Alarm&lt;/b&gt; raised | Alarm raised",
          "&amp;lt;p&amp;gt;Alarm&amp;lt;/p&amp;gt; | Alarm",
          "caf&eacute; &#8211; &#x201C;open&#x201D; | café – “open”",
          "<![CDATA[<p>Alarm</p>]]> | Alarm",
        })
    void shouldDecodeEntitiesHoweverOftenTheyWereEscaped(String raw, String clean) {
      assertThat(body(raw)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"if x<y and y>z then", "AT&T said", "a <- b", "I <3 it", "R&D; more"})
    void shouldLeavePlainTextAlone(String plain) {
      assertThat(body(plain)).isEqualTo(plain);
    }

    @Test
    void shouldDefuseWhatIsEscapedWithoutEnd() {
      String nested = "<b>x</b>";
      for (int i = 0; i < 12; i++) {
        nested = nested.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;");
        nested = nested.replace("#", "&#35;");
      }
      String cleaned = body(nested);
      assertThat(body(cleaned)).isEqualTo(cleaned);
    }
  }

  @Nested
  class OfCharacters {
    @Test
    void shouldComposeToNfc() {
      assertThat(body("Kie\u0301v")).isEqualTo("Ki\u00e9v");
    }

    @Test
    void shouldRemoveWhatIsInvisible() {
      assertThat(body("\uFEFFeva\u200Bcu\u00ADate \u202Enow\u202C\u0000\u0007!"))
          .isEqualTo("evacuate now!");
    }

    @Test
    void shouldKeepJoinersWhereTheyMeanSomething() {
      String family = "\uD83D\uDC68\u200D\uD83D\uDC69";
      String persian = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
      assertThat(body(family)).isEqualTo(family);
      assertThat(body(persian)).isEqualTo(persian);
      assertThat(body("eva\u200Dcuate")).isEqualTo("evacuate");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "eva\u034Fcuate",
          "eva\uFE0Fcuate",
          "evac\uDB40\uDD00uate",
          "evac\uDB40\uDC61\uDB40\uDC62uate",
          "\u202Eevacuate\u202C",
          "\u2066eva\u2069cuate",
          "evac\u2061uate",
          "e\u115Fvacuate",
        })
    void shouldFindWordsThatAreHiddenByWhatNobodySees(String hidden) {
      assertThat(body(hidden)).isEqualTo("evacuate");
      assertThat(title(hidden)).isEqualTo("evacuate");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
          "\u2764\uFE0F",
          "1\uFE0F\u20E3",
          "\u845B\uDB40\uDD00",
          "\u0660\u0661\u06DD",
        })
    void shouldKeepMarksThatAreSeen(String seen) {
      assertThat(body(seen)).isEqualTo(seen);
    }

    @Test
    void shouldSeeABlankWhereAReaderSeesOne() {
      assertThat(body("leave\u3164now\u2800please")).isEqualTo("leave now please");
    }

    @Test
    void shouldReplaceHalvesOfSurrogatePairs() {
      assertThat(body("a\uD800b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void shouldMakeOneKindOfWhitespace() {
      assertThat(body(" a\u00A0\t b\r\nc \r d\u2028e\n\n\n\n f ")).isEqualTo("a b\nc\nd\ne\n\nf");
    }

    @Test
    void shouldPutHeadlinesOnOneLine() {
      assertThat(title(" Border\n closed\u2029today ")).isEqualTo("Border closed today");
    }
  }

  @Nested
  class OfLostSpaces {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "The capital of?Moldova is calm | The capital of Moldova is calm",
          "a?convoy?of?trucks | a convoy of trucks",
          "told the?U.S.?officials so | told the U.S. officials so",
          "near the?border,?with more to come | near the border, with more to come",
          "It left.?Then it came to?a halt | It left. Then it came to a halt",
          "It ends at?noon today.? | It ends at noon today.",
          "It ends at?noon today.?? | It ends at noon today.",
          "“leave now,”?the?mayor said | “leave now,” the mayor said",
          "the mayor of?“Old Town” | the mayor of “Old Town”",
          "rose to?40 on?Monday | rose to 40 on Monday",
          "The Danube?is rising and?rising | The Danube is rising and rising",
        })
    void shouldBeRepairedInATextThatShowsTheDamage(String raw, String clean) {
      assertThat(body(raw)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Who knows when?Because nobody says",
          "Will they leave? Nobody knows.",
          "Why now?",
          "“Why now?” she asked.",
          "see example.org/search?query=a now",
          "Look at www.example.org/a?of now",
          "A score of 3?4 it was",
          "Bo?ek won",
          "Is it bound for the U.S.?",
          "是吗?因为",
          "Riga?s mayor",
          "don?t",
          "Gda?sk",
          "Really?!",
        })
    void shouldStayWhereNothingIsCertain(String text) {
      assertThat(body(text)).isEqualTo(text);
    }

    @Test
    void shouldLeaveQuestionsOfADamagedTextAlone() {
      assertThat(body("A column of?tanks. Will they stop?Nobody knows. What now?"))
          .isEqualTo("A column of tanks. Will they stop?Nobody knows. What now?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gda?sk", "Riga?s", "don?t", "Tche?ko", "Mi?lniki", "we?ll"})
    void shouldLeaveALostLetterOfADamagedTextAlone(String torn) {
      assertThat(body("The head of?state and the?mayor of " + torn + " spoke."))
          .isEqualTo("The head of state and the mayor of " + torn + " spoke.");
    }

    @Test
    void shouldLeaveATrailingMarkOfAHeadline() {
      Draft draft = TextCleaner.clean(Draft.of("What we know?", "The head of?state left.", null));
      assertThat(draft.title()).isEqualTo("What we know?");
    }

    @Test
    void shouldTakeTheEvidenceFromHeadlineAndTextTogether() {
      Draft draft = TextCleaner.clean(Draft.of("Alarm in?Riga", "President?Smith spoke", null));
      assertThat(draft.title()).isEqualTo("Alarm in Riga");
      assertThat(draft.body()).isEqualTo("President Smith spoke");
    }
  }

  @Nested
  class OfCredits {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "The Herald’s Ann Smith, Bo Lee and Kai O'Neil contributed reporting to this post.",
          "Ann Smith contributed to this report.",
          "By Ann Smith and Bo Lee",
          "By Ann Smith, Chief Correspondent in Riga",
          "Reporting by Ann Smith in Riga; Editing by Bo Lee",
          "(Additional reporting by Ann Smith)",
        })
    void shouldGoToTheByline(String credit) {
      Draft draft = clean("First.\n\n" + credit + "\n\nLast.");
      assertThat(draft.body()).isEqualTo("First.\n\nLast.");
      assertThat(draft.bylines()).containsExactly(credit);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "A crane lifts a barge on Monday. (Ann Smith/Baltic Pool Photo via AP)",
          "Soldiers march past the town hall (Bo Lee/Reuters)",
          "Photo: Ann Smith",
          "Image credit: Baltic Agency",
          "02:29 - Source: Baltic Agency",
        })
    void shouldGoToTheCaptions(String caption) {
      Draft draft = clean("First.\n\n" + caption + "\n\nLast.");
      assertThat(draft.body()).isEqualTo("First.\n\nLast.");
      assertThat(draft.captions()).containsExactly(caption);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "By Friday everybody had left the town.",
          "By Monday Evening",
          "By noon the road was closed",
          "The army (AFP) denied it",
          "She contributed money to the fund.",
          "By the river the police found two boats.",
        })
    void shouldNotTakeSentencesForCredits(String sentence) {
      assertThat(body(sentence)).isEqualTo(sentence);
    }
  }

  @Nested
  class OfSignposts {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Read the full story here.",
          "Read more about the flood in the delta here.",
          "Read more",
          "Follow our live coverage here",
          "Read more: What the flood means for farmers",
          "RELATED: What the flood means for farmers",
        })
    void shouldGoToTheLinks(String signpost) {
      Draft draft = clean("First.\n\n" + signpost);
      assertThat(draft.body()).isEqualTo("First.");
      assertThat(draft.links()).containsExactly(new Link(signpost, ""));
    }

    @Test
    void shouldTakeTheirAddressAlong() {
      Draft draft = clean("First.\nRead more: https://a.example/flood");
      assertThat(draft.body()).isEqualTo("First.");
      assertThat(draft.links()).containsExactly(new Link("Read more:", "https://a.example/flood"));
    }

    @Test
    void shouldTakeHeadedListsOut() {
      Draft draft =
          clean("First.\n\nGO DEEPER\n\nWhat the flood means for farmers\nHow dams work\n\nLast.");
      assertThat(draft.body()).isEqualTo("First.\n\nLast.");
      assertThat(draft.links())
          .contains(
              new Link("What the flood means for farmers", ""), new Link("How dams work", ""));
    }

    @Test
    void shouldTakeAddressesOutOfSentences() {
      Draft draft = clean("The map (https://a.example/m?x=1) is at https://a.example/n.");
      assertThat(draft.body()).isEqualTo("The map () is at.");
      assertThat(draft.links())
          .containsExactly(
              new Link("", "https://a.example/m?x=1"), new Link("", "https://a.example/n"));
    }

    @Test
    void shouldTakeEveryAddressOfALineAlong() {
      assertThat(clean("See also https://a.example/1 https://a.example/2").links())
          .containsExactly(
              new Link("See also", "https://a.example/1"), new Link("", "https://a.example/2"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Read more books, the minister told pupils, and watch less.",
          "Related families were moved to the same camp.",
          "See, he said. The army is not here.",
          "The recommended route is closed.",
        })
    void shouldNotTakeSentencesForSignposts(String sentence) {
      assertThat(body(sentence)).isEqualTo(sentence);
    }
  }

  @Nested
  class OfHostileText {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "<b>x",
          "<div>",
          "<ul><li>",
          "<a href='https://a.example/'>x",
          "<pre>",
          "<table><tr><td>",
          "&amp;",
          "&#38;#38;",
          "?a",
          "a?b",
          "\"?",
          "By A ",
          "http://",
          "(",
          "A/",
          "\u0301",
          "Read ",
        })
    void shouldBeCleanedInReasonableTime(String part) {
      String hostile = part.repeat(60_000 / part.length());
      long begin = System.nanoTime();
      Draft draft = clean(hostile);
      long millis = (System.nanoTime() - begin) / 1_000_000;
      assertThat(draft.body().length()).isLessThanOrEqualTo(2 * hostile.length());
      assertThat(millis).as("milliseconds for %s", part).isLessThan(10_000);
    }
  }
}
