package io.tocsin.replay;

import io.tocsin.replay.core.JsonLinesWriter;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.sample.SampleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample and the weeks before it, as a file. */
public final class SampleFile {

  private SampleFile() {}

  /** Writes it into a directory, if it is not there already. */
  public static Path in(Path directory) throws IOException {
    Path file = directory.resolve("sample.jsonl");
    if (!Files.exists(file)) {
      try (JsonLinesWriter writer = new JsonLinesWriter(Files.newOutputStream(file))) {
        for (RecordedPost post : SampleHistory.posts()) {
          writer.write(post);
        }
      }
    }
    return file;
  }
}
