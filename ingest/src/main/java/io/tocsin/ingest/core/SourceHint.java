package io.tocsin.ingest.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose post a refused JSON record may have been: the text of its field {@code source}, as far as
 * the record can be read. It says who to talk to, and decides nothing.
 */
public final class SourceHint {
  private static final String FIELD = "source";
  private static final int READ = 64 << 10;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(50).maxNameLength(1_000).build())
          .build();

  private SourceHint() {}

  /**
   * The source, at most {@link Limits#SOURCE} characters long; of a longer record the first 64 KiB
   * are looked at.
   */
  public static Optional<String> of(byte @Nullable [] value) {
    if (value == null) {
      return Optional.empty();
    }
    try (JsonParser parser = JSON.createParser(value, 0, Math.min(value.length, READ))) {
      return parser.nextToken() == JsonToken.START_OBJECT ? find(parser) : Optional.empty();
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  private static Optional<String> find(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = FIELD.equals(parser.currentName());
      JsonToken token = parser.nextToken();
      if (wanted) {
        return token == JsonToken.VALUE_STRING ? bounded(parser.getText()) : Optional.empty();
      }
      parser.skipChildren();
    }
    return Optional.empty();
  }

  /** A source as it may stand in a header and a metric. */
  public static Optional<String> bounded(String source) {
    String stripped = source.strip();
    boolean usable = !stripped.isEmpty() && stripped.length() <= Limits.SOURCE;
    return usable ? Optional.of(stripped) : Optional.empty();
  }
}
