package io.tocsin.replay.core.liveblog;

import io.tocsin.replay.core.RecordedPost;
import java.util.List;
import java.util.OptionalInt;

/**
 * A live-blog page that was read.
 *
 * @param headline the page's own headline; empty if none was found
 * @param posts the posts, oldest first
 * @param statedCount how many posts the page says it has
 * @param notes what a reader should look at: counts that differ, titles without text
 */
public record LiveBlog(
    String headline, List<RecordedPost> posts, OptionalInt statedCount, List<String> notes) {

  public LiveBlog {
    posts = List.copyOf(posts);
    notes = List.copyOf(notes);
  }
}
