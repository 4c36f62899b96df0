package io.tocsin.enrich.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.enrich.core.territory.InvalidPolicyException;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin enrich --posts} and {@code --text}: annotations without Kafka. */
@Command(
    name = "enrich",
    description = {
      "Annotates posts, one JSON object a line with title, body, language, collection and"
          + " collectionAbout, and writes for each"
          + " the texts, entities, countries, tags, language and signature.",
      "Offsets count UTF-16 code units of the field that the entity stands in."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class EnrichFilesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--posts", paramLabel = "FILE", description = "Posts; also gzipped.")
  private @Nullable Path posts;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write them.")
  private @Nullable Path out;

  @Option(names = "--text", paramLabel = "TEXT", description = "A text; its entities in colour.")
  private @Nullable String text;

  @Option(
      names = "--territories",
      paramLabel = "FILE",
      description = "A policy for contested territories in the place of the one that comes along.")
  private @Nullable Path territories;

  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public Integer call() throws IOException {
    if (text != null) {
      print(text, chain());
    } else if (posts != null && out != null) {
      annotate(posts, out, chain());
    } else {
      throw new ParameterException(
          spec.commandLine(), "expected --text TEXT, or --posts FILE and --out FILE");
    }
    return 0;
  }

  private AnnotatorChain chain() {
    try {
      TerritoryPolicy policy =
          territories == null ? TerritoryPolicy.standard() : TerritoryPolicy.read(territories);
      return new AnnotatorChain(StandardAnnotators.under(policy), (annotator, why) -> {});
    } catch (InvalidPolicyException invalid) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(invalid.getMessage()), invalid);
    }
  }

  private void print(String shown, AnnotatorChain chain) {
    PrintWriter terminal = spec.commandLine().getOut();
    Annotations found = chain.annotate(new PostText("", shown, null));
    terminal.println(Coloured.text(shown, found.entities(), Ansi.AUTO));
    for (Entity entity : found.entities()) {
      terminal.println(line(entity));
    }
    terminal.println("  language " + found.language().tag());
    terminal.println("  countries " + found.countries());
    found.tags().forEach(tag -> terminal.println("  tag " + tag.code() + " " + tag.words()));
    terminal.flush();
  }

  private void annotate(Path from, Path to, AnnotatorChain chain) throws IOException {
    try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(BioFile.open(from), StandardCharsets.UTF_8));
        BufferedWriter writer = Files.newBufferedWriter(to)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          JsonNode post = read(line, from.getFileName() + ":" + number);
          writer.write(mapper.writeValueAsString(AnnotatedJson.of(post, chain)));
          writer.newLine();
        }
      }
    }
  }

  private static String line(Entity entity) {
    GeoPoint point = entity.point();
    return "  %-13s %s  %.2f%s%s%s"
        .formatted(
            entity.type(),
            entity.text(),
            entity.confidence(),
            entity.link() == null ? "" : "  " + entity.link(),
            entity.country() == null ? "" : "  " + entity.country(),
            point == null
                ? ""
                : String.format(Locale.ROOT, "  %.4f, %.4f", point.latitude(), point.longitude()));
  }

  private JsonNode read(String line, String place) {
    try {
      JsonNode post = mapper.readTree(line);
      if (post.isObject()) {
        return post;
      }
    } catch (IOException notJson) {
      throw new ParameterException(
          spec.commandLine(), place + ": expected a post as JSON, found " + notJson.getMessage());
    }
    throw new ParameterException(spec.commandLine(), place + ": expected a post as a JSON object");
  }
}
