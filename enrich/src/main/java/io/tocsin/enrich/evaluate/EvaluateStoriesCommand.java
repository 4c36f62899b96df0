package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Signature;
import io.tocsin.enrich.core.story.SignatureAnnotator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin evaluate stories}: how well copies of one story are known. */
@Command(
    name = "stories",
    description = {
      "Signs the reports of a file and tells by the signatures which pairs are copies: per kind and"
          + " in all, precision and recall in percent.",
      "Once with all of a signature, and once with the part that detection keeps of it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the spec and what is required
final class EvaluateStoriesCommand implements Callable<Integer> {

  private static final SignatureAnnotator ANNOTATOR = new SignatureAnnotator();

  @Spec private CommandSpec spec;

  @Option(
      names = "--pairs",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Reports (text, id, headline, body) and pairs of them",
        "(pair, copy or different, kind, id, id), one a line, parted by tabs."
      })
  private List<Path> files = List.of();

  @Option(names = "--errors", description = "Also print the pairs that were told wrongly.")
  private boolean errors;

  @Option(
      names = "--signatures",
      paramLabel = "OUT",
      description = "Also write each pair with its signatures to this file: bits and shingles.")
  private @Nullable Path signatures;

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    List<String> signed = new ArrayList<>();
    for (Path file : files) {
      List<StoryPair> pairs = read(file);
      pairs.forEach(pair -> signed.add(signed(pair)));
      terminal.println(file.getFileName() + ", all of a signature");
      report(pairs, StoryComparison.FULL, terminal);
      terminal.println(file.getFileName() + ", what detection keeps");
      report(pairs, StoryComparison.KEPT, terminal);
      terminal.flush();
    }
    if (signatures != null) {
      Files.write(signatures, signed);
    }
    return 0;
  }

  private static String signed(StoryPair pair) {
    return String.join(
        "\t",
        pair.copy() ? StoryPair.COPY : StoryPair.DIFFERENT,
        pair.kind(),
        written(signature(pair.one())),
        written(signature(pair.other())));
  }

  private static String written(@Nullable Signature signature) {
    if (signature == null) {
      return "-\t0";
    }
    byte[] bits = new byte[signature.bits().remaining()];
    signature.bits().duplicate().get(bits);
    return HexFormat.of().formatHex(bits) + "\t" + signature.shingles();
  }

  private List<StoryPair> read(Path file) throws IOException {
    try {
      return StoryPair.read(file);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--pairs " + wrong.getMessage(), wrong);
    }
  }

  private void report(List<StoryPair> pairs, StoryComparison comparison, PrintWriter terminal) {
    Map<String, StoryScore> byKind = new TreeMap<>();
    for (StoryPair pair : pairs) {
      boolean taken = taken(pair, comparison);
      byKind.merge(pair.kind(), StoryScore.of(pair.copy(), taken), StoryScore::plus);
      if (errors && taken != pair.copy()) {
        terminal.printf("  %s: %s, %s%n", pair.kind(), pair.oneId(), pair.otherId());
      }
    }
    terminal.printf(
        "  %-24s %6s %6s %9s %9s %9s %9s%n",
        "kind", "copies", "found", "different", "mistaken", "precision", "recall");
    byKind.forEach((kind, score) -> terminal.print(score.row(kind)));
    terminal.print(byKind.values().stream().reduce(StoryScore.NONE, StoryScore::plus).row("all"));
  }

  /** Whether the signatures of a pair are those of copies. */
  static boolean taken(StoryPair pair, StoryComparison comparison) {
    return comparison.copies(signature(pair.one()), signature(pair.other()));
  }

  static @Nullable Signature signature(PostText text) {
    return ANNOTATOR.annotate(text, Annotations.NONE).signature();
  }
}
