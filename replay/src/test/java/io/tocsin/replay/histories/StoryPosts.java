package io.tocsin.replay.histories;

import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.RecordedStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts as people write them down, see {@code histories/README.md}.
 *
 * @param posts by time seen
 * @param end where the history ends
 */
record StoryPosts(List<RecordedPost> posts, Instant end) {

  private static final Pattern EVERY = Pattern.compile("every (\\d+)([mh]) from (.+) to (.+)");
  private static final Pattern ID = Pattern.compile("(\\S+)(?: (killed|erased)| published (.+))?");

  static StoryPosts read(List<String> lines) {
    List<RecordedPost> posts = new ArrayList<>();
    Instant end = null;
    for (String line : lines) {
      if (line.startsWith("end ")) {
        end = StoryTime.parse(line.substring(4));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        posts.addAll(posts(line));
      }
    }
    posts.sort(Comparator.comparing(post -> Objects.requireNonNull(post.seenAt())));
    return new StoryPosts(List.copyOf(posts), Objects.requireNonNull(end, "no line \"end …\""));
  }

  private static List<RecordedPost> posts(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 4) {
      throw new IllegalArgumentException(line + ": expected when | source | id | text");
    }
    Matcher every = EVERY.matcher(cells[0].strip());
    if (!every.matches()) {
      Instant at = StoryTime.parse(cells[0]);
      return List.of(post(at, cells[1].strip(), cells[2].strip(), "", cells[3].strip()));
    }
    long count = Long.parseLong(every.group(1));
    Duration step =
        every.group(2).equals("m") ? Duration.ofMinutes(count) : Duration.ofHours(count);
    Instant to = StoryTime.parse(every.group(4));
    List<RecordedPost> posts = new ArrayList<>();
    for (Instant at = StoryTime.parse(every.group(3)); at.isBefore(to); at = at.plus(step)) {
      String number = "-" + posts.size();
      posts.add(post(at, cells[1].strip(), cells[2].strip(), number, cells[3].strip()));
    }
    return posts;
  }

  private static RecordedPost post(
      Instant seenAt, String source, String idCell, String number, String text) {
    Matcher id = ID.matcher(idCell);
    if (!id.matches()) {
      throw new IllegalArgumentException(
          "id is " + idCell + ", expected id, id killed, id erased, or id published TIME");
    }
    String[] titleAndBody = text.split(" // ", 2);
    return RecordedPost.post(source, id.group(1) + number)
        .status(status(id.group(2)))
        .publishedAt(id.group(3) == null ? seenAt : StoryTime.parse(id.group(3)))
        .title(titleAndBody[0])
        .body(titleAndBody.length == 1 ? "" : titleAndBody[1])
        .language("en")
        .seenAt(seenAt)
        .build();
  }

  private static RecordedStatus status(@Nullable String word) {
    if (word == null) {
      return RecordedStatus.USABLE;
    }
    return word.equals("erased") ? RecordedStatus.ERASED : RecordedStatus.CANCELED;
  }
}
