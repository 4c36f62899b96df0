package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.NamespaceFlags;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.TopicMismatch;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tocsin topics}: the topics of a namespace as the catalogue wants them. */
@Command(
    name = "topics",
    description =
        "Creates, checks and describes the topics of a namespace, and the rights on them.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is as it should be",
      "1:a topic is not as it should be (create, check)",
      "2:the configuration or the command line cannot be used",
      "3:the broker cannot be reached or refuses"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class TopicsCommand {
  private static final int FINE = 0;
  private static final int MISMATCH = 1;
  private static final String NONE = "-";

  /** What can stand between quotes in a command line. */
  private static final Pattern PRINCIPAL = Pattern.compile("[A-Za-z]+:[^'\\s]+(?: [^'\\s]+)*");

  @Spec private CommandSpec spec;

  static CommandLine commandLine() {
    return new CommandLine(new TopicsCommand()).setExecutionExceptionHandler(new CommandFailures());
  }

  /** The namespace and how its topics are made. */
  static final class Place {
    @Mixin private final NamespaceFlags namespace = new NamespaceFlags();

    @Option(names = "--partitions", paramLabel = "N", description = "tocsin.topics.partitions")
    void partitions(String value) {
      namespace.put(ShellKeys.PARTITIONS, value);
    }

    @Option(names = "--replication", paramLabel = "N", description = "tocsin.topics.replication")
    void replication(String value) {
      namespace.put(ShellKeys.REPLICATION, value);
    }

    ServiceConfig read() {
      return namespace.read();
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Creates the topics that are missing and checks the others, which it never changes.",
        "It may be repeated at any time."
      })
  int create(@Mixin Place place) {
    ServiceConfig config = place.read();
    List<String> created = TopicProvisioning.create(wanted(config), config);
    created.forEach(topic -> out().println("created  " + topic));
    return check(config, created.size());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compares the topics with the catalogue and names the command for each repair.")
  int check(
      @Mixin Place place, @Option(names = "--json", description = "Answer in JSON.") boolean json) {
    ServiceConfig config = place.read();
    if (!json) {
      return check(config, 0);
    }
    List<TopicMismatch> mismatches = TopicProvisioning.check(wanted(config), config);
    print(JsonOutput.of(answer("mismatches", mismatches, config)));
    return mismatches.isEmpty() ? FINE : MISMATCH;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Tells what each topic is on the cluster and what it holds.")
  int describe(
      @Mixin Place place, @Option(names = "--json", description = "Answer in JSON.") boolean json) {
    ServiceConfig config = place.read();
    Topics catalogue = Catalogue.of(config);
    List<TopicFacts> facts =
        ClusterAdmin.ask(
            config, "topics-describe", admin -> new TopicSurvey(admin, catalogue).facts());
    print(json ? JsonOutput.of(answer("topics", facts, config)) : table(facts));
    return FINE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Prints the commands that give the least rights on a secured cluster, of one or of all.",
        "It asks nobody and changes nothing."
      })
  int acls(
      @Mixin Place place,
      @Parameters(
              paramLabel = "WHO",
              arity = "0..1",
              converter = PartyByLabel.class,
              description = "A service, a command or a reader; docs/security.md lists them.")
          @Nullable Party who,
      @Option(
              names = "--principal",
              paramLabel = "User:NAME",
              description = "To whom the rights are given; User:WHO by default.")
          @Nullable String principal) {
    if (principal != null && (who == null || !PRINCIPAL.matcher(principal).matches())) {
      throw new ParameterException(
          spec.commandLine(), "--principal: expected WHO and a principal such as User:ingest");
    }
    ServiceConfig config = place.read();
    Topics catalogue = Catalogue.of(config);
    for (Party party : who == null ? List.of(Party.values()) : List.of(who)) {
      out().println("# " + party.label() + ": " + party.description());
      List<String> commands =
          new AccessRights(catalogue, party)
              .commands(
                  principal == null ? "User:" + party.label() : principal,
                  config.bootstrapServers());
      commands.forEach(out()::println);
      if (commands.isEmpty()) {
        out().println("# needs no right on the cluster: it asks the registry alone");
      }
    }
    out().flush();
    return FINE;
  }

  /** Who is meant, by {@link Party#label()}. */
  static final class PartyByLabel implements ITypeConverter<Party> {
    @Override
    public Party convert(String label) {
      return Party.of(label)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of "
                          + Arrays.stream(Party.values())
                              .map(Party::label)
                              .collect(Collectors.joining(", "))
                          + " but got \""
                          + label
                          + "\""));
    }
  }

  private int check(ServiceConfig config, int created) {
    List<NewTopic> wanted = wanted(config);
    List<TopicMismatch> mismatches = TopicProvisioning.check(wanted, config);
    mismatches.forEach(mismatch -> out().println("wrong    " + mismatch.message()));
    long wrong = mismatches.stream().map(TopicMismatch::topic).distinct().count();
    print(
        "%s: %d topics, %d created, %d not as they should be%n"
            .formatted(config.namespace(), wanted.size(), created, wrong));
    return mismatches.isEmpty() ? FINE : MISMATCH;
  }

  private static List<NewTopic> wanted(ServiceConfig config) {
    return Catalogue.of(config).all().stream()
        .map(topic -> topic.toNewTopic(config.topics().replication()))
        .toList();
  }

  private static Map<String, Object> answer(String what, List<?> list, ServiceConfig config) {
    Map<String, Object> answer = new TreeMap<>();
    answer.put("namespace", config.namespace());
    answer.put("mode", config.mode().name().toLowerCase(Locale.ROOT));
    answer.put(what, list);
    return answer;
  }

  private static String table(List<TopicFacts> facts) {
    TextTable table =
        new TextTable(
            "topic",
            "partitions",
            "replicas",
            "records",
            "bytes",
            "oldest",
            "newest",
            "cleanup",
            "kept",
            "timestamps");
    facts.forEach(topic -> addRow(table, topic));
    return table.toString();
  }

  private static void addRow(TextTable table, TopicFacts topic) {
    if (topic.present()) {
      table.row(
          topic.topic(),
          topic.partitions(),
          topic.replicas(),
          topic.records(),
          topic.bytes() == null ? NONE : topic.bytes(),
          time(topic.oldest()),
          time(topic.newest()),
          topic.cleanup(),
          kept(topic),
          topic.timestamps());
    } else {
      table.row(topic.topic(), "missing", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
    }
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NONE : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String kept(TopicFacts topic) {
    if (!topic.cleanup().contains("delete")) {
      return "latest of each key";
    }
    Duration retention = Duration.ofMillis(topic.retentionMillis());
    if (retention.isNegative()) {
      return "forever";
    }
    return retention.toDays() > 0 ? retention.toDays() + " days" : retention.toString();
  }

  private void print(String text) {
    PrintWriter out = out();
    out.print(text.endsWith("\n") ? text : text + "\n");
    out.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
