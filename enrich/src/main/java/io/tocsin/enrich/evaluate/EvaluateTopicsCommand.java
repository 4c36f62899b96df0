package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Tag;
import io.tocsin.enrich.core.tag.TagAnnotator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin evaluate topics}: how well topics are found. */
@Command(
    name = "topics",
    description = {
      "Tags the posts of a gold file and compares the topics: precision, recall and F1 in percent,"
          + " and how many were expected."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the spec and what is required
final class EvaluateTopicsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--gold",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "plain or hard, topics, title and body a line, parted by tabs.")
  private List<Path> files = List.of();

  @Option(names = "--errors", description = "Also print the posts with wrong or missed topics.")
  private boolean errors;

  private final TagAnnotator annotator = new TagAnnotator();

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    for (Path file : files) {
      terminal.println(file.getFileName());
      report(read(file), terminal);
      terminal.flush();
    }
    return 0;
  }

  private List<TopicGold> read(Path file) throws IOException {
    try {
      return TopicGold.read(file, Set.copyOf(annotator.codes()));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--gold " + wrong.getMessage(), wrong);
    }
  }

  private void report(List<TopicGold> posts, PrintWriter terminal) {
    Map<String, TopicCounts> byTopic = new TreeMap<>();
    TopicCounts plain = TopicCounts.NONE;
    TopicCounts hard = TopicCounts.NONE;
    for (TopicGold post : posts) {
      Set<String> found = found(post);
      Map<String, TopicCounts> counts = counts(post, found);
      counts.forEach((topic, one) -> byTopic.merge(topic, one, TopicCounts::plus));
      TopicCounts sum = counts.values().stream().reduce(TopicCounts.NONE, TopicCounts::plus);
      hard = post.hard() ? hard.plus(sum) : hard;
      plain = post.hard() ? plain : plain.plus(sum);
      if (errors && sum.wrong() + sum.missed() > 0) {
        terminal.println("  expected " + post.topics() + ", found " + found + ": " + post.post());
      }
    }
    terminal.printf("  %-14s %9s %9s %9s %9s%n", "topic", "precision", "recall", "F1", "expected");
    byTopic.forEach((topic, counts) -> terminal.print(counts.row(topic)));
    terminal.print(plain.row("plain posts"));
    terminal.print(hard.row("hard posts"));
    terminal.print(plain.plus(hard).row("all"));
  }

  private Set<String> found(TopicGold post) {
    return annotator.annotate(post.post(), Annotations.NONE).tags().stream()
        .map(Tag::code)
        .collect(Collectors.toSet());
  }

  /** Per topic; those that a post may have or not do not count. */
  static Map<String, TopicCounts> counts(TopicGold post, Set<String> found) {
    Map<String, TopicCounts> counts = new TreeMap<>();
    for (String topic : post.topics()) {
      boolean right = found.contains(topic);
      counts.put(topic, new TopicCounts(right ? 1 : 0, 0, right ? 0 : 1));
    }
    for (String topic : found) {
      if (!post.topics().contains(topic) && !post.allowed().contains(topic)) {
        counts.put(topic, new TopicCounts(0, 1, 0));
      }
    }
    return counts;
  }
}
