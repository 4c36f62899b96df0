package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.EntityType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads tagged sentences: a token and its BIO tag a line, a blank line between sentences. */
public final class BioFile {

  private static final int MOST_SHOWN = 100;

  private BioFile() {}

  /**
   * The sentences of a file, plain or gzipped.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is neither blank nor a token and its tag
   */
  public static List<TaggedText> read(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      return read(file, reader);
    }
  }

  /**
   * The bytes of a file, unpacked.
   *
   * @throws IOException if it cannot be read; names the file
   */
  public static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "expected a file, this is a directory");
    }
    InputStream bytes = Files.newInputStream(file);
    try {
      return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    } catch (IOException notPacked) {
      bytes.close();
      throw new FileSystemException(
          file.toString(), null, "expected a gzip file: " + notPacked.getMessage());
    }
  }

  private static List<TaggedText> read(Path file, BufferedReader reader) throws IOException {
    int number = 0;
    List<TaggedText> texts = new ArrayList<>();
    TaggedText.Builder builder = new TaggedText.Builder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String[] cells = line.split("\t", -1);
      if (line.isBlank()) {
        builder.build().ifPresent(texts::add);
        builder = new TaggedText.Builder();
      } else if (cells.length > 1) {
        builder.add(cells[0].strip(), cells[1].strip());
      } else {
        throw new IllegalArgumentException(
            "%s:%d: expected a token and its tag with a tab between them, found '%s'"
                .formatted(file, number, line.substring(0, Math.min(line.length(), MOST_SHOWN))));
      }
    }
    builder.build().ifPresent(texts::add);
    return texts;
  }

  /** The type that a tag of a corpus names; null for others and for none. */
  public static @Nullable EntityType type(String tag) {
    return switch (tag.substring(tag.indexOf('-') + 1)) {
      case "PER", "PERSON" -> EntityType.PERSON;
      case "LOC", "GPE", "FAC" -> EntityType.PLACE;
      case "ORG" -> EntityType.ORGANISATION;
      default -> null;
    };
  }
}
