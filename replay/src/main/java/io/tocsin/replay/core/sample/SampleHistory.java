package io.tocsin.replay.core.sample;

import io.tocsin.replay.core.JsonLinesReader;
import io.tocsin.replay.core.PostLine;
import io.tocsin.replay.core.RecordedPost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The sample as a whole: fourteen ordinary days from the generator, then the crisis day, which lies
 * in {@code etc/sample/crisis-day.jsonl}.
 */
public final class SampleHistory {

  /** What the ordinary days follow from. */
  public static final long SEED = 20_220_211L;

  /** Beginning of the sample. */
  public static final Instant START = Instant.parse("2022-01-28T00:00:00Z");

  /** Beginning of the crisis day. */
  public static final Instant CRISIS = Instant.parse("2022-02-11T00:00:00Z");

  /** End of the sample: half a day of silence after the last post, so that alerts can end. */
  public static final Instant END = Instant.parse("2022-02-12T12:00:00Z");

  private static final String CRISIS_DAY = "crisis-day.jsonl";
  private static final String RULES = "rules.yaml";
  private static final LocalDate FIRST_DAY = LocalDate.of(2022, 1, 28);
  private static final int ORDINARY_DAYS = 14;

  private SampleHistory() {}

  /** All posts of the sample, by time seen. */
  public static List<RecordedPost> posts() {
    List<RecordedPost> posts = new ArrayList<>(ordinaryDays());
    posts.addAll(crisisDay());
    posts.sort(SampleGenerator.BY_SEEN);
    return List.copyOf(posts);
  }

  /** The two ordinary weeks, by time seen. */
  public static List<RecordedPost> ordinaryDays() {
    return SampleGenerator.generate(SEED, FIRST_DAY, ORDINARY_DAYS);
  }

  /** The crisis day, by time seen. */
  public static List<RecordedPost> crisisDay() {
    List<RecordedPost> posts = new ArrayList<>();
    try (JsonLinesReader reader = new JsonLinesReader(resource(CRISIS_DAY), null)) {
      Optional<PostLine> line = reader.next();
      while (line.isPresent()) {
        posts.add(postOf(line.get()));
        line = reader.next();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(posts);
  }

  /** The rules of the sample as YAML, in UTF-8. */
  public static byte[] rules() {
    try (InputStream in = resource(RULES)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedPost postOf(PostLine line) {
    if (line instanceof PostLine.Malformed malformed) {
      throw new IllegalStateException(CRISIS_DAY + ", " + malformed.message());
    }
    return ((PostLine.Read) line).post();
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        SampleHistory.class.getResourceAsStream(name), "no " + name + " in the jar");
  }
}
