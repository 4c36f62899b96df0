package io.tocsin.acceptance.containers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a release has left on the cluster in the middle of a history: topics with their records,
 * offsets of its groups, schemas by id. Names are without the namespace; bytes are in Base64. In a
 * file it is one JSON object a line, compressed.
 */
final class RecordedState {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands in names where the namespace was. */
  static final String NAMESPACE = "{namespace}";

  final List<Entry> entries = new ArrayList<>();

  /** One line of the file: exactly one of its parts is set. */
  @JsonSerialize
  record Entry(
      @Nullable Progress progress,
      @Nullable SchemaOf schema,
      @Nullable TopicOf topic,
      @Nullable RecordOf record,
      @Nullable OffsetOf offset) {

    static Entry of(Progress progress) {
      return new Entry(progress, null, null, null, null);
    }

    static Entry of(SchemaOf schema) {
      return new Entry(null, schema, null, null, null);
    }

    static Entry of(TopicOf topic) {
      return new Entry(null, null, topic, null, null);
    }

    static Entry of(RecordOf record) {
      return new Entry(null, null, null, record, null);
    }

    static Entry of(OffsetOf offset) {
      return new Entry(null, null, null, null, offset);
    }
  }

  /** How many posts of the sample were sent, in how many partitions. */
  record Progress(int posts, int partitions) {}

  /** A schema of a subject. */
  record SchemaOf(int id, String subject, String schema) {}

  /** A topic; {@code avro} says whether its values carry schema ids. */
  record TopicOf(String name, int partitions, boolean avro, Map<String, String> settings) {}

  /** A record; offsets follow from the order. */
  record RecordOf(
      String topic,
      int partition,
      long timestamp,
      @Nullable String key,
      @Nullable String value,
      Map<String, String> headers) {}

  /** What a group has committed, counted in the records of the partition that are here. */
  record OffsetOf(String group, String topic, int partition, long offset, String metadata) {}

  static RecordedState read(Path file) {
    RecordedState state = new RecordedState();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        state.entries.add(JSON.readValue(line, Entry.class));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return state;
  }

  void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      try (Writer out =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
        for (Entry entry : entries) {
          out.write(JSON.writeValueAsString(entry));
          out.write('\n');
        }
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  Progress progress() {
    return entries.stream()
        .map(Entry::progress)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
