package io.tocsin.testkit.fuzz;

import io.tocsin.avro.Link;
import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every record on the topic of the clean posts keeps, whatever was sent. */
public final class CleanPostRules {
  /** Composing may make three of one character, hence three times what a source may send. */
  private static final int GROWTH = 3;

  private static final int TITLE = GROWTH * 2_000;
  private static final int BODY = GROWTH * 200_000;
  private static final int LINE = GROWTH * 200_000;
  private static final int EXTRA_ENTRIES = 50;
  private static final int ADDRESS = 4_000;
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Controls, halves of pairs, and what changes the direction of a text or hides in it. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u00AD\\u034F\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u2069\\uFEFF]");

  private static final Pattern LOOSE = Pattern.compile("^\\s|\\s$|  | \\n|\\n |\\n{3}");
  private static final Pattern MARKUP =
      Pattern.compile("(?i)<(?:script|iframe|svg|img|style|a)[\\s/>][^<]*>");
  private static final Pattern WEB = Pattern.compile("(?i)https?://\\S+");

  private final Post post;
  private final List<String> broken = new ArrayList<>();

  private CleanPostRules(Post post) {
    this.post = post;
  }

  /** The rules that a post breaks, each with the field. */
  public static List<String> brokenBy(Post post) {
    CleanPostRules rules = new CleanPostRules(post);
    rules.identity();
    rules.times();
    rules.texts();
    rules.addresses();
    rules.takedown();
    return rules.broken;
  }

  /** Nothing that a post to be forgotten said is kept. */
  private void takedown() {
    if (!isTakedown(post)) {
      return;
    }
    check(post.getStatus() == PostStatus.KILLED, "flags: forgotten and not killed");
    check(
        Stream.of(
                post.getUrl(),
                post.getCanonicalUrl(),
                post.getDeclaredLanguage(),
                post.getAuthor(),
                post.getCollection(),
                post.getCollectionAbout(),
                post.getByline())
            .allMatch(Objects::isNull),
        "a takedown with what the post said beside its text");
    check((post.getTitle() + post.getBody()).isEmpty(), "title, body: text of a takedown");
    check(
        Stream.of(post.getCaptions(), post.getLinks(), post.getFurniture()).allMatch(List::isEmpty),
        "captions, links, furniture: of a takedown");
    check(post.getExtra().isEmpty(), "extra: of a takedown");
  }

  /** Whether its source wants it forgotten. */
  public static boolean isTakedown(Post post) {
    return post.getFlags().contains("ERASED");
  }

  private void check(boolean kept, String rule) {
    if (!kept) {
      broken.add(rule);
    }
  }

  private void identity() {
    check(post.getPostKey().equals(post.getSource() + ":" + post.getId()), "postKey: not its own");
    check(!post.getSource().isBlank() && post.getSource().length() <= 200, "source: length");
    check(!post.getId().isBlank() && post.getId().length() <= 500, "id: length");
    check(post.getSource().indexOf(':') < 0 && !post.getSource().startsWith("~"), "source: form");
    check(!UNSEEN.matcher(post.getPostKey()).find(), "postKey: unseen character");
    check(post.getRevision() >= 1, "revision: below 1");
    check(post.getContentHash().matches("[0-9a-f]{64}"), "contentHash: form");
    check(post.getStatus() != PostStatus.UNKNOWN, "status: unknown");
  }

  private void times() {
    check(!post.getPublishedAt().isAfter(post.getSeenAt().plus(TOLERANCE)), "publishedAt: future");
    check(
        post.getUpdatedAt() == null
            || !post.getUpdatedAt().isAfter(post.getSeenAt().plus(TOLERANCE)),
        "updatedAt: future");
  }

  private void texts() {
    boolean killed = post.getStatus() == PostStatus.KILLED;
    check(killed || !(post.getTitle() + post.getBody()).isEmpty(), "title, body: empty");
    check(!killed || post.getBody().isEmpty(), "body: text of a kill");
    text("body", post.getBody().replace('\n', ' ').replace("  ", " "), BODY);
    check(!LOOSE.matcher(post.getBody()).find(), "body: loose whitespace");
    check(!MARKUP.matcher(post.getBody()).find(), "body: markup");
    check(!MARKUP.matcher(post.getTitle()).find(), "title: markup");
    line("title", post.getTitle(), TITLE);
    line("byline", post.getByline(), LINE);
    line("author", post.getAuthor(), GROWTH * 1_000);
    line("collection", post.getCollection(), GROWTH * 500);
    line("collectionAbout", post.getCollectionAbout(), GROWTH * 2_000);
    line("declaredLanguage", post.getDeclaredLanguage(), GROWTH * 100);
    post.getCaptions().forEach(caption -> line("captions", caption, LINE));
    post.getFurniture().forEach(words -> line("furniture", words, LINE));
    check(post.getExtra().size() <= EXTRA_ENTRIES, "extra: entries");
    post.getExtra()
        .forEach(
            (key, value) -> {
              line("extra", key, 100);
              text("extra", value.replaceAll("[\\n\\t]", ""), 2_000);
            });
  }

  private void addresses() {
    for (Link link : post.getLinks()) {
      line("links", link.getText(), LINE);
      check(link.getUrl().isEmpty() || WEB.matcher(link.getUrl()).matches(), "links: address");
      line("links", link.getUrl(), ADDRESS);
    }
    address("url", post.getUrl(), GROWTH * ADDRESS);
    address("canonicalUrl", post.getCanonicalUrl(), ADDRESS);
  }

  private void address(String field, @Nullable String url, int longest) {
    check(url == null || WEB.matcher(url).matches(), field + ": no address of the web");
    line(field, url, longest);
  }

  private void line(String field, @Nullable String line, int longest) {
    if (line != null) {
      text(field, line, longest);
      check(!LOOSE.matcher(line).find() && line.indexOf('\n') < 0, field + ": not one tidy line");
    }
  }

  private void text(String field, String text, int longest) {
    check(text.length() <= longest, field + ": longer than " + longest);
    check(!UNSEEN.matcher(text).find(), field + ": unseen character");
    check(Normalizer.isNormalized(text, Normalizer.Form.NFC), field + ": not NFC");
  }
}
