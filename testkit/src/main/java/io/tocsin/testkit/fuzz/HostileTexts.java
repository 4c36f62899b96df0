package io.tocsin.testkit.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Texts that break those who trust them: markup, invisible characters, damage, size. */
final class HostileTexts {
  private static final List<String> PIECES =
      List.of(
          "<script>alert(1)</script>",
          "<scr<script>ipt>",
          "<img src=x onerror=alert(1) alt='x'>",
          "<svg onload=alert(1)>",
          "<iframe src='javascript:alert(1)'>",
          "<b",
          "</p>",
          "<p>",
          "<ul><li><a href='#'>x</a></li><li><a href=//a.example>y</a></li></ul>",
          "<table><tr>",
          "<pre>",
          "</pre>",
          "<nav>Home</nav>",
          "<!--",
          "-->",
          "<![CDATA[",
          "]]>",
          "<o:p>",
          "<y z",
          "&lt;script&gt;",
          "&amp;amp;lt;b&amp;amp;gt;",
          "&#0;",
          "&#x202e;",
          "&#55296;",
          "&bogus;",
          "&#38;#60;",
          "\u202E",
          "\u2066",
          "\u200B",
          "\u200D",
          "\u00AD",
          "\uFEFF",
          "\u0000",
          "\u0007",
          "\u001B[31m",
          "\u0085",
          "\u2028",
          "\uD800",
          "\uDC00",
          "\uFFFF",
          "\u034F",
          "\uFE0F",
          "\uDB40\uDC61",
          "\u3164",
          "e\u0301",
          "\u0301\u0301\u0301",
          "\uFB2C",
          "\u1E9B",
          "Ã¼",
          "â€™",
          "Ã¢â‚¬â„¢",
          "Â\u00A0",
          "ðŸš¨",
          "Ð¿Ñ€",
          "of?the",
          "Gda?sk",
          "?",
          ".?",
          "\r\n",
          "\n\n\n",
          "\t",
          "By Ann Lee",
          "\nPhoto: Bo Kim\n",
          "\nGO DEEPER\n\nHow it was\nHow it is",
          "Read more: https://a.example/?a=1&b",
          "https://a.example/../..b",
          "evacuate",
          "the",
          " ",
          "\" data-a=\"1\" data-b=\"2\" data-c=\"3\"",
          "=",
          "%",
          "{}",
          "[",
          "\\",
          "/",
          "'",
          "\"");

  private final SplittableRandom random;

  HostileTexts(SplittableRandom random) {
    this.random = random;
  }

  /** A few pieces, around the text or in it; now and then very many. */
  String into(String text) {
    int pieces = random.nextInt(1_000) == 0 ? 2_000 : 1 + random.nextInt(6);
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < pieces; i++) {
      out.insert(random.nextInt(out.length() + 1), piece());
    }
    return out.toString();
  }

  /** One of the pieces. */
  String piece() {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  /** A text around the length at which something is refused or cut. */
  String ofLength(int limit) {
    String part = random.nextBoolean() ? "x" : piece();
    int length = Math.max(0, limit - 2 + random.nextInt(5));
    return part.repeat(length / part.length() + 1).substring(0, length);
  }
}
