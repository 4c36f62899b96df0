package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.enrich.core.tagger.ModelFile;
import io.tocsin.enrich.core.tagger.TaggerAnnotator;
import io.tocsin.enrich.core.tagger.TaggerModel;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin evaluate entities}: how well people, places and organisations are found. */
@Command(
    name = "entities",
    description = {
      "Runs all annotators over tagged sentences and compares the entities: same words, same type"
          + " (PER, LOC, ORG; other tags count as none).",
      "Speed is posts per second of processor time, all annotators, after some seconds of warming."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the spec and what is required
final class EvaluateEntitiesCommand implements Callable<Integer> {

  private static final long WARMING_NANOS = 4_000_000_000L;
  private static final long MEASURED_NANOS = 2_000_000_000L;

  @Spec private CommandSpec spec;

  @Option(
      names = "--bio",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Token, tab and BIO tag a line, a blank line between sentences; also gzipped.")
  private List<Path> files = List.of();

  @Option(
      names = "--gold",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Posts, one a line, with marks as [Kiev|geonames:703448], and {what it is part of|about}"
              + " before them where that is known: how many mean what they should.")
  private List<Path> gold = List.of();

  @Option(names = "--errors", description = "Also list what is wrong in the gold files.")
  private boolean errors;

  @Option(
      names = "--territories",
      paramLabel = "FILE",
      description = "A policy for contested territories in the place of the one that comes along.")
  private @Nullable Path territories;

  @Option(
      names = "--sentences",
      defaultValue = "10",
      paramLabel = "N",
      description = "So many sentences make a post (default: ${DEFAULT-VALUE}).")
  private int sentences;

  @Option(
      names = "--headlines",
      description = "Every sentence is a headline in which all words begin with capitals.")
  private boolean headlines;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A model of the tagger in the place of the one that comes along.")
  private @Nullable Path model;

  static CommandLine commandLine() {
    return new CommandLine(new Evaluate()).addSubcommand(new EvaluateEntitiesCommand());
  }

  @Override
  public Integer call() throws IOException {
    if (sentences < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--sentences must be at least 1, not " + sentences);
    }
    if (files.isEmpty() && gold.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected --bio FILE… or --gold FILE…");
    }
    try {
      evaluate(spec.commandLine().getOut());
    } catch (IllegalArgumentException invalid) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(invalid.getMessage()), invalid);
    }
    return 0;
  }

  private void evaluate(PrintWriter terminal) throws IOException {
    List<Annotator> annotators = annotators();
    for (Path file : gold) {
      terminal.println(file.getFileName());
      terminal.print(links(file, annotators));
      terminal.flush();
    }
    for (Path file : files) {
      terminal.println(file.getFileName());
      terminal.print(report(posts(file), annotators));
      terminal.flush();
    }
  }

  private String links(Path file, List<Annotator> annotators) throws IOException {
    AnnotatorChain chain = new AnnotatorChain(annotators, (annotator, why) -> {});
    LinkScore score = LinkScore.of(GoldFile.read(file), chain);
    StringBuilder lines = new StringBuilder();
    lines.append(
        "  linking accuracy %.3f (%d of %d mentions)%n"
            .formatted(
                score.accuracy(), score.mentions() - score.errors().size(), score.mentions()));
    if (errors) {
      score.errors().forEach(error -> lines.append("  ").append(error).append('\n'));
    }
    return lines.toString();
  }

  private List<TaggedText> posts(Path file) throws IOException {
    List<TaggedText> read = BioFile.read(file);
    if (headlines) {
      return read.stream().map(text -> text.titleCased(true)).toList();
    }
    List<TaggedText> posts = new ArrayList<>();
    for (int i = 0; i < read.size(); i += sentences) {
      posts.add(TaggedText.joined(read.subList(i, Math.min(read.size(), i + sentences))));
    }
    return posts;
  }

  private List<Annotator> annotators() throws IOException {
    TerritoryPolicy policy =
        territories == null ? TerritoryPolicy.standard() : TerritoryPolicy.read(territories);
    if (model == null) {
      return StandardAnnotators.under(policy);
    }
    try (InputStream file = Files.newInputStream(model)) {
      TaggerModel read = ModelFile.read(file);
      return StandardAnnotators.with(TaggerAnnotator.with(() -> read), policy);
    }
  }

  private String report(List<TaggedText> posts, List<Annotator> annotators) {
    List<String> failed = new ArrayList<>();
    AnnotatorChain chain =
        new AnnotatorChain(annotators, (annotator, why) -> failed.add(annotator.name()));
    List<Annotations> found = annotate(chain, posts);
    repeat(chain, posts, WARMING_NANOS);
    double postsPerSecond = repeat(chain, posts, MEASURED_NANOS);
    EntityScore score = score(posts, found);
    return score.table()
        + "  %d posts, %.0f posts/s%s%n"
            .formatted(
                posts.size(),
                postsPerSecond,
                failed.isEmpty() ? "" : ", failed: " + Set.copyOf(failed));
  }

  /** Annotates over and over for a while; posts per second of processor time. */
  private double repeat(AnnotatorChain chain, List<TaggedText> posts, long nanos) {
    long before = cpuNanos();
    long passes = 0;
    while (cpuNanos() - before < nanos) {
      annotate(chain, posts);
      passes++;
    }
    return passes * posts.size() * 1e9 / (cpuNanos() - before);
  }

  private List<Annotations> annotate(AnnotatorChain chain, List<TaggedText> posts) {
    return posts.stream().map(post -> chain.annotate(read(post.text()))).toList();
  }

  private PostText read(String text) {
    return headlines ? new PostText(text, "", "en") : new PostText("", text, "en");
  }

  private static EntityScore score(List<TaggedText> posts, List<Annotations> found) {
    EntityScore score = new EntityScore();
    for (int i = 0; i < posts.size(); i++) {
      List<Entity> entities = found.get(i).entities();
      score.add(
          Set.copyOf(posts.get(i).names()),
          entities.stream().map(EvaluateEntitiesCommand::span).collect(Collectors.toSet()));
      entities.forEach(entity -> score.countLink(entity.type(), entity.link() != null));
    }
    return score;
  }

  private static TaggedText.Span span(Entity entity) {
    return new TaggedText.Span(entity.start(), entity.end(), entity.type());
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Holds what can be evaluated. */
  @Command(
      name = "evaluate",
      description = "How good the annotators are.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  static final class Evaluate {}
}
