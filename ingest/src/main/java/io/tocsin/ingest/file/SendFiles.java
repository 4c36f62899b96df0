package io.tocsin.ingest.file;

import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.core.Reading.Rejected;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.door.DoorPost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes files of posts, one after the other, to where posts go. Not thread-safe. */
final class SendFiles {
  private static final int TELL_EVERY = 100;

  private final PostSink sink;
  private final SendListener listener;
  private final FileFormat format;
  private final CsvLayout layout;
  private final Map<RejectReason, Long> refused = new EnumMap<>(RejectReason.class);
  private long posts;
  private int brokenFiles;

  /** Where good posts go. */
  interface PostSink {

    /** Takes a post; throws what ends it all. */
    void send(DoorPost post);

    /** Waits until all are there; throws what ends it all. */
    void flush();
  }

  /**
   * For files of a format.
   *
   * @param format of all of them
   * @param layout of those that are CSV
   */
  SendFiles(PostSink sink, SendListener listener, FileFormat format, CsvLayout layout) {
    this.sink = sink;
    this.listener = listener;
    this.format = format;
    this.layout = layout;
  }

  /** Takes them in their order; a file that cannot be read does not keep the next ones. */
  SendSummary send(List<String> files, InputStream standardInput) {
    for (String file : files) {
      send(file, standardInput);
    }
    sink.flush();
    return new SendSummary(posts, refused, brokenFiles);
  }

  private void send(String name, InputStream standardInput) {
    long before = posts;
    long refusedBefore = refusedAll();
    listener.begins(name, PostFile.size(name));
    long line = 0;
    try (PostFile file = PostFile.open(name, standardInput, format, layout)) {
      FileItems items = file.items();
      line = items.line();
      for (FileItem item = items.next(); item != null; item = items.next()) {
        take(name, item);
        line = items.line();
        if ((posts - before) % TELL_EVERY == 0) {
          listener.progress(file.bytesRead(), posts - before);
        }
      }
      listener.progress(file.bytesRead(), posts - before);
      listener.ends(name, posts - before, refusedAll() - refusedBefore);
    } catch (IOException e) {
      brokenFiles++;
      listener.broken(name, line, why(e));
    }
  }

  private void take(String name, FileItem item) {
    Reading<DoorPost> post = item.json().then(DoorPost::read);
    if (post instanceof Accepted<DoorPost> accepted) {
      sink.send(accepted.value());
      posts++;
    } else if (post instanceof Rejected<DoorPost> rejected) {
      refused.merge(rejected.reason(), 1L, Long::sum);
      listener.refused(name, item, rejected);
    }
  }

  private long refusedAll() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "it may not be read";
    }
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
