package io.tocsin.ingest.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tocsin.ingest.feed.core.FeedMemory;
import io.tocsin.ingest.feed.fetch.Validators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One small file of JSON for each feed, replaced as a whole. One that cannot be read counts as
 * missing: the feed is read anew, and ingest drops what it has seen.
 */
final class FeedStateFiles implements FeedStates {
  private static final Logger log = LoggerFactory.getLogger(FeedStateFiles.class);
  private static final long LARGEST = 8L << 20;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path directory;

  /**
   * In a directory, which is made where it is missing.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  FeedStateFiles(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write in " + directory, unwritable);
    }
  }

  @Override
  public FeedState load(String name, String url) {
    Path file = file(name);
    if (!Files.exists(file)) {
      return FeedState.none(url);
    }
    try {
      FeedState kept = read(file);
      return kept.url().equals(url)
          ? kept
          : new FeedState(url, null, Validators.NONE, kept.idsTrusted(), kept.items());
    } catch (IOException | RuntimeException unreadable) {
      log.atWarn()
          .addKeyValue("feed", name)
          .addKeyValue("file", file)
          .log("the state of a feed cannot be read; it is read anew");
      return FeedState.none(url);
    }
  }

  private static FeedState read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("larger than " + LARGEST + " bytes");
    }
    FeedState kept = JSON.readValue(Files.readAllBytes(file), FeedState.class);
    if (kept.items().size() > FeedMemory.MOST_ITEMS) {
      throw new IOException("more than " + FeedMemory.MOST_ITEMS + " items");
    }
    return kept;
  }

  @Override
  public void save(String name, FeedState state) {
    Path file = file(name);
    Path written = directory.resolve(name + ".tmp");
    try {
      Files.write(written, JSON.writeValueAsBytes(state));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write " + file, unwritable);
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".json");
  }
}
