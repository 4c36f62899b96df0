package io.tocsin.alerts;

import static java.util.Objects.requireNonNull;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.Durations;
import io.tocsin.alerts.core.rules.RuleChanges;
import io.tocsin.alerts.core.rules.RuleEdit;
import io.tocsin.alerts.core.rules.RuleEditException;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.NamespaceFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules}: what can be done with a rules file and the rules topic. */
@Command(
    name = "rules",
    description = "Validates, tries, compares, applies, switches and lists alert rules.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; of diff: they are the same",
      "1:of diff alone: they differ",
      "2:the file, the configuration or the command line cannot be used",
      "3:broker, registry or topic cannot be used"
    })
final class RulesCommand {

  private static final int DIFFERENT = 1;

  @Spec private @Nullable CommandSpec spec;

  static CommandLine commandLine() {
    return new CommandLine(new RulesCommand()).setExecutionExceptionHandler(new CommandFailures());
  }

  @Command(description = "Checks a file of rules and says all that is wrong with it.")
  int validate(@Parameters(paramLabel = "FILE") Path file) throws IOException {
    List<Rule> rules = checked(file);
    if (rules == null) {
      return ExitCode.BAD_CONFIG.code();
    }
    out().printf("%s: %d rules, all good%n", file, rules.size());
    out().flush();
    return ExitCode.STOPPED.code();
  }

  @Command(
      description = {
        "Makes the rules of a file the ones in effect, as a whole.",
        "A rule's version rises only when it decides otherwise than before; rules that the file"
            + " does not hold are removed."
      })
  int apply(@Mixin NamespaceFlags place, @Parameters(paramLabel = "FILE") Path file)
      throws IOException {
    List<Rule> rules = checked(file);
    if (rules == null) {
      return ExitCode.BAD_CONFIG.code();
    }
    ServiceConfig config = place.read(AlertsSettings.KEYS, System.getenv());
    RulesTopic topic = new RulesTopic(config);
    RuleChanges changes = topic.apply(rules, InstantSource.system());
    report(changes, topic.name());
    if (config.mode() == Mode.LIVE) {
      reportWarmStarts(changes);
    }
    return ExitCode.STOPPED.code();
  }

  private void reportWarmStarts(RuleChanges changes) {
    long fresh =
        Stream.concat(changes.added().stream(), changes.changed().stream())
            .filter(Rule::enabled)
            .count();
    if (fresh > 0) {
      out()
          .printf(
              "%d with a new meaning are counted over the posts that are kept before they ring"
                  + " (tocsin.alerts.warm-start); alerts' /health/ready tells as long as they are%n",
              fresh);
      out().flush();
    }
  }

  @Command(
      description = {
        "Tells how the rules of a file differ from those in effect: what apply would do.",
        "Of each rule that changes it tells which keys do, and whether a new baseline begins."
      })
  int diff(
      @Mixin NamespaceFlags place,
      @Option(names = "--json", description = "One JSON object instead of text.") boolean json,
      @Parameters(paramLabel = "FILE") Path file)
      throws IOException {
    List<Rule> rules = checked(file);
    if (rules == null) {
      return ExitCode.BAD_CONFIG.code();
    }
    RulesTopic topic = topic(place);
    RuleDiffReport report = new RuleDiffReport(topic.name(), topic.diff(rules));
    out().print(json ? report.json() + System.lineSeparator() : report.text());
    out().flush();
    return report.diff().isSame() ? ExitCode.STOPPED.code() : DIFFERENT;
  }

  @Command(description = "Lets rules of the topic match nothing, until they are enabled again.")
  int disable(
      @Mixin NamespaceFlags place,
      @Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
    return edit(RuleEdit.DISABLE, place, ids);
  }

  @Command(description = "Lets disabled rules of the topic match again.")
  int enable(
      @Mixin NamespaceFlags place,
      @Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
    return edit(RuleEdit.ENABLE, place, ids);
  }

  @Command(description = "Deletes rules of the topic; their alerts end.")
  int delete(
      @Mixin NamespaceFlags place,
      @Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
    return edit(RuleEdit.DELETE, place, ids);
  }

  private int edit(RuleEdit edit, NamespaceFlags place, List<String> ids) {
    RulesTopic topic = topic(place);
    try {
      report(topic.edit(edit, ids, InstantSource.system()), topic.name());
      return ExitCode.STOPPED.code();
    } catch (RuleEditException bad) {
      bad.problems().forEach(problem -> err().println("rules: " + topic.name() + ": " + problem));
      err().flush();
      ExitCode code = bad.isOfTheAsker() ? ExitCode.BAD_CONFIG : ExitCode.WORLD_BROKEN;
      return code.code();
    }
  }

  private static RulesTopic topic(NamespaceFlags place) {
    return new RulesTopic(place.read(AlertsSettings.KEYS, System.getenv()));
  }

  @Command(description = "Lists the rules of the topic.")
  int list(@Mixin NamespaceFlags place) {
    topic(place).read().forEach((key, record) -> out().println(line(key, record)));
    out().flush();
    return ExitCode.STOPPED.code();
  }

  @Command(
      description = {
        "Says what the rules of a file make of texts: what matches where, in which context, and what"
            + " would count.",
        "Nothing is enriched: entity: and tag: find nothing here."
      })
  int test(
      @Option(names = "--rules", required = true, paramLabel = "FILE", description = "The rules.")
          Path file,
      @ArgGroup(multiplicity = "1") Texts texts,
      @Option(
              names = "--language",
              defaultValue = "und",
              description = "Language of --text, as in en or de; unknown is treated as English.")
          String language)
      throws IOException {
    List<Rule> rules = checked(file);
    if (rules == null) {
      return ExitCode.BAD_CONFIG.code();
    }
    RulesTrial trial = new RulesTrial(rules, out());
    try {
      if (texts.text != null) {
        trial.run(RulesTrial.post("text", language, "", texts.text));
      } else {
        tryPosts(trial, requireNonNull(texts.posts));
      }
    } catch (IllegalArgumentException bad) {
      err().println("rules: " + texts.posts + ": " + bad.getMessage());
      return ExitCode.BAD_CONFIG.code();
    }
    out().flush();
    return ExitCode.STOPPED.code();
  }

  private static void tryPosts(RulesTrial trial, Path posts) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(posts)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          trial.run(RulesTrial.parse(line, number));
        }
      }
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException("there is no such file", missing);
    } catch (CharacterCodingException bad) {
      throw new IllegalArgumentException("expected text in UTF-8", bad);
    }
  }

  /** What rules are tried on. */
  static final class Texts {

    @Option(names = "--text", description = "A text.")
    private @Nullable String text;

    @Option(names = "--posts", paramLabel = "FILE", description = "Raw posts, one JSON a line.")
    private @Nullable Path posts;
  }

  private @Nullable List<Rule> checked(Path file) throws IOException {
    RuleFile read;
    try {
      read = RuleFile.read(Files.readAllBytes(file));
    } catch (NoSuchFileException missing) {
      err().println("rules: there is no file " + file);
      return null;
    }
    if (read.problems().isEmpty()) {
      return read.rules();
    }
    err().printf("rules: %s: %d problems%n", file, read.problems().size());
    read.problems().forEach(problem -> err().println("  " + problem));
    return null;
  }

  private void report(RuleChanges changes, String topic) {
    changes.added().forEach(rule -> out().println("added      " + line(rule)));
    changes.changed().forEach(rule -> out().println("changed    " + line(rule)));
    changes.relabelled().forEach(rule -> out().println("relabelled " + line(rule)));
    changes.removed().forEach(id -> out().println("removed    " + id));
    out()
        .printf(
            "%s: set %d in effect, %d rules, %d unchanged, hash %s%n",
            topic,
            changes.manifest().version(),
            changes.manifest().members().size(),
            changes.unchanged().size(),
            changes.manifest().hash());
    out().flush();
  }

  private static String line(Rule rule) {
    return rule.ruleId() + " version " + rule.version();
  }

  /** What is not as with most rules. */
  private static String kind(Rule rule) {
    Rule.Ratio ratio = rule.ratio();
    String by = rule.countBy().name().toLowerCase(Locale.ROOT);
    String scope = rule.scope().name().toLowerCase(Locale.ROOT);
    return (rule.scope() == Rule.Scope.NONE ? "" : ", by " + scope)
        + (ratio == null
            ? ""
            : ", ratio " + ratio.spikeHeight() + " in " + Durations.format(ratio.timeframe()))
        + (rule.countBy() == Rule.CountBy.VOICE ? "" : ", counts by " + by);
  }

  private static String state(Rule rule) {
    String shadow = rule.shadow() ? " (shadow)" : "";
    return shadow + (rule.enabled() ? ": " : " (disabled): ");
  }

  private static String match(Rule rule) {
    return rule.watches() ? "whatever there is" : rule.match();
  }

  private static String line(String key, RuleRecord record) {
    if (record instanceof RuleRecord.Member member) {
      Rule rule = member.rule();
      return line(rule) + kind(rule) + state(rule) + match(rule);
    }
    if (record instanceof RuleRecord.Manifest manifest) {
      return "set %d: %d rules, hash %s"
          .formatted(manifest.version(), manifest.members().size(), manifest.hash());
    }
    return key + ": unreadable: " + ((RuleRecord.Unreadable) record).reason();
  }

  private PrintWriter out() {
    return commandLineOf(spec).getOut();
  }

  private PrintWriter err() {
    return commandLineOf(spec).getErr();
  }

  private static CommandLine commandLineOf(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec.commandLine();
  }
}
