package io.tocsin.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bodies of posts of about 800 characters, in the forms that ingest meets. */
final class PostBodies {
  private static final int LENGTH = 800;
  private static final String[] WORDS =
      ("the river rose above its banks on Friday and two bridges in the old town were shut while"
              + " engineers looked at a dam that “holds for now”, said mayor Müller; people near"
              + " Gdańsk were told to leave before night or go to shelters of their district")
          .split(" ");

  private final Random random;

  PostBodies(long seed) {
    random = new Random(seed);
  }

  String body(String form) {
    return switch (form) {
      case "html" -> html();
      case "plain" -> String.join("\n\n", paragraphs());
      case "damaged" -> damaged();
      default ->
          throw new IllegalArgumentException("form: " + form + "; expected html, plain or damaged");
    };
  }

  private List<String> paragraphs() {
    List<String> paragraphs = new ArrayList<>();
    int length = 0;
    while (length < LENGTH) {
      String paragraph = sentence() + " " + sentence();
      paragraphs.add(paragraph);
      length += paragraph.length();
    }
    return paragraphs;
  }

  private String sentence() {
    StringBuilder out = new StringBuilder("On");
    for (int words = 10 + random.nextInt(12); words > 0; words--) {
      out.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return out.append('.').toString();
  }

  private String html() {
    StringBuilder out = new StringBuilder("<div class=\"post-body\">");
    for (String paragraph : paragraphs()) {
      int word = paragraph.indexOf(' ', 40);
      out.append("<p>").append(paragraph, 0, word);
      out.append(" <a href=\"https://www.gazette.example/t/").append(random.nextInt(1_000));
      out.append("\"><em>bridges</em></a>").append(paragraph.substring(word)).append("</p>\n");
    }
    return out.append("<figure><img src=\"/d.jpg\" alt=\"The dam\"><figcaption>The dam at noon")
        .append(" (Ann Lee/Delta Photo)</figcaption></figure>")
        .append("<p>Bo Kim contributed reporting to this post.</p></div>")
        .toString();
  }

  private String damaged() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs().forEach(text -> paragraphs.add(text.replace(" the ", "?the?").replace("ü", "Ã¼")));
    paragraphs.add("Bo Kim contributed reporting to this post.");
    paragraphs.add("Read more: the dam in pictures https://www.gazette.example/dam");
    return String.join("\n\n", paragraphs);
  }
}
