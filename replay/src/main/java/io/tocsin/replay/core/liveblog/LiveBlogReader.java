package io.tocsin.replay.core.liveblog;

import io.tocsin.replay.core.RecordedPost;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Reads the text of a scraped live-blog page: newest post first, no times.
 *
 * <p>Nothing is known of the page but its shape. Blank lines part it into blocks, and each block is
 * judged by its form:
 *
 * <ul>
 *   <li>a <b>title</b> is one line of at most 30 words that does not end as a sentence does, and
 *       after which text follows; question marks at its end are dirt or a question, both fit;
 *   <li>a block of several lines of which none ends as a sentence does is a <b>list of links</b>,
 *       and lines that begin with a bullet are a <b>list</b>; a title with nothing but a list under
 *       it is a box of the page and left out, a list after text belongs to its post;
 *   <li><b>furniture</b> is left out: attributes of a video player, credits with a running time,
 *       times of day, hints such as "Read more … here", marks of a few words all in capitals with
 *       the list under them, and everything above the line that states the number of posts;
 *   <li><b>captions</b> (a credit in brackets, "(L)", "File photo"; at the head of a post a single
 *       dated sentence in the present tense) and <b>bylines</b> ("… contributed reporting") go to
 *       {@code extra.captions} and {@code extra.byline};
 *   <li>all else is the text of the post above it.
 * </ul>
 *
 * <p>The number of posts that the page states is used as a check: a difference is a note, as is a
 * title without text. Where no number is stated, the page's own headline and introduction may be
 * read as a post.
 */
public final class LiveBlogReader {

  private static final int HASH_BYTES = 5;

  private final String source;
  private final Instant start;
  private final Instant end;

  /**
   * A reader for pages of one source.
   *
   * @param source source of all posts
   * @param start time of the oldest post
   * @param end time of the newest post
   * @throws IllegalArgumentException if end is before start
   */
  public LiveBlogReader(String source, Instant start, Instant end) {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("end " + end + " is before start " + start);
    }
    this.source = source;
    this.start = start;
    this.end = end;
  }

  /**
   * Finds the posts of a page; oldest first, times spread evenly and marked as estimated. The id of
   * a post is made of its number, counted from the oldest, and a hash of its title, so that posts
   * which are added on top later do not change the ids below.
   *
   * @param text the page
   */
  public LiveBlog read(String text) {
    PageParser.Page page = new PageParser(text).parse();
    List<FoundPost> found = page.posts();
    List<RecordedPost> posts = new ArrayList<>(found.size());
    for (int order = 1; order <= found.size(); order++) {
      posts.add(toPost(found.get(found.size() - order), order, found.size(), page.headline()));
    }
    return new LiveBlog(page.headline(), posts, page.statedCount(), notes(page));
  }

  private RecordedPost toPost(FoundPost found, int order, int of, String headline) {
    RecordedPost.Builder post =
        RecordedPost.post(source, id(found.title(), order))
            .publishedAt(timeOf(order, of))
            .publishedAtEstimated(true)
            .title(found.title())
            .body(String.join("\n\n", found.paragraphs()))
            .collection(slug(headline).isEmpty() ? null : slug(headline));
    if (!found.captions().isEmpty()) {
      post.extra("captions", String.join("\n", found.captions()));
    }
    if (!found.bylines().isEmpty()) {
      post.extra("byline", String.join("\n", found.bylines()));
    }
    return post.build();
  }

  private Instant timeOf(int order, int of) {
    long span = end.toEpochMilli() - start.toEpochMilli();
    long step = of == 1 ? 0 : Math.multiplyExact(span, (long) order - 1) / (of - 1);
    return start.plusMillis(step);
  }

  private static List<String> notes(PageParser.Page page) {
    List<String> notes = new ArrayList<>(page.notes());
    OptionalInt stated = page.statedCount();
    if (stated.isPresent() && stated.getAsInt() != page.posts().size()) {
      notes.add(
          "the page states " + stated.getAsInt() + " posts, found were " + page.posts().size());
    }
    return notes;
  }

  private static String id(String title, int order) {
    String hash = HexFormat.of().formatHex(sha256(slug(title) + "\n" + order), 0, HASH_BYTES);
    return String.format(Locale.ROOT, "%03d-%s", order, hash);
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
