package io.tocsin.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.acceptance.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas that the subscribers carry are released ones, to the letter. */
class ExampleSchemasTest {
  static List<Path> carried() throws IOException {
    return filesUnder(Processes.root().resolve("examples/schemas"));
  }

  @ParameterizedTest
  @MethodSource("carried")
  void shouldHaveBeenReleased(Path schema) throws IOException {
    List<Path> history = filesUnder(Processes.root().resolve("schemas/src/test/resources/history"));

    assertThat(history.stream().filter(file -> file.endsWith(schema.getFileName())))
        .extracting(ExampleSchemasTest::text)
        .contains(text(schema));
  }

  private static List<Path> filesUnder(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
