package io.tocsin.benchmarks.scorecard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes a scorecard: Markdown, JSON and plots. */
final class ScorecardFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ScorecardFiles() {}

  /** Writes all into a directory, which is made where it is missing. */
  static void write(Scorecard card, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("scorecard.json"),
        JSON.writeValueAsString(card) + "\n",
        StandardCharsets.UTF_8);
    Path markdown = directory.resolve("scorecard.md");
    String text = MarkdownReport.of(card);
    Files.writeString(markdown, text, StandardCharsets.UTF_8);
    String plots =
        ScorecardPlots.draw(card, directory).stream()
            .map(file -> "![" + file.replace(".png", "") + "](" + file + ")\n")
            .collect(Collectors.joining("\n"));
    Files.writeString(markdown, text + "\n## Plots\n\n" + plots, StandardCharsets.UTF_8);
  }
}
