package io.tocsin.alerts;

import io.tocsin.alerts.explain.AlertHistory;
import io.tocsin.alerts.explain.Explanation;
import io.tocsin.avro.AlertEvent;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.NamespaceFlags;
import io.tocsin.runtime.service.RegistryAnswer;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin explain}: why an alert rang, and what became of it. */
@Command(
    name = "explain",
    description = {
      "Tells the life of an alert in plain words, with the numbers of each decision, and computes"
          + " each again from its event alone.",
      "A replay's alert is in the namespace of the replay: --namespace replay-NAME."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:told, and every decision is what its numbers say",
      "1:there is no such alert, or a decision is not what its numbers say",
      "2:the configuration or the command line cannot be used",
      "3:broker, registry or topic cannot be used"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec and the parameter
final class ExplainCommand implements Callable<Integer> {

  private static final String SHADOW = "shadow-";
  private static final Pattern ID = Pattern.compile("(" + SHADOW + ")?[0-9a-f]{6,64}");
  private static final int NOT_SO = 1;

  @Spec private CommandSpec spec;
  @Mixin private NamespaceFlags place = new NamespaceFlags();

  @Parameters(
      paramLabel = "ALERT-ID",
      description = {
        "The alert's id, or its first six digits or more.",
        "That of a rule on trial begins with shadow-"
      })
  private String id;

  static CommandLine commandLine() {
    return new CommandLine(new ExplainCommand())
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Override
  public Integer call() {
    if (!ID.matcher(id).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "ALERT-ID = \"%s\": expected 6 to 64 of the digits 0-9 and a-f".formatted(id));
    }
    ServiceConfig config = place.read(AlertsSettings.KEYS, System.getenv());
    RegistryAnswer.require(config);
    Topics topics = AlertsApp.topics(config);
    TopicSpec<String, AlertEvent> topic =
        id.startsWith(SHADOW) ? topics.shadowAlerts() : topics.alerts();
    AlertHistory history = new AlertHistory(config.kafka(), topic);
    SortedMap<String, List<AlertEvent>> found = find(config, topics, topic.name(), history);
    Optional<String> unreadable = history.unreadable();
    unreadable.ifPresent(
        why -> print(spec.commandLine().getErr(), "explain: " + topic.name() + ": " + why + "\n"));
    if (found.size() == 1) {
      Explanation explanation = Explanation.of(found.values().iterator().next());
      print(spec.commandLine().getOut(), explanation.text());
      return explanation.agrees() ? 0 : NOT_SO;
    }
    print(
        spec.commandLine().getErr(),
        found.isEmpty()
            ? "explain: no alert of %s begins with %s%n".formatted(topic.name(), id)
            : "explain: %d alerts begin with %s: %s%n"
                .formatted(found.size(), id, String.join(", ", found.keySet())));
    return found.isEmpty() && unreadable.isPresent() ? ExitCode.WORLD_BROKEN.code() : NOT_SO;
  }

  private SortedMap<String, List<AlertEvent>> find(
      ServiceConfig config, Topics topics, String name, AlertHistory history) {
    Party party = id.startsWith(SHADOW) ? Party.MONITOR : Party.SUBSCRIBER;
    Rights rights = new Rights(new AccessRights(topics, party).onTopics());
    boolean isThere =
        ClusterAdmin.ask(
            config,
            rights,
            "explain",
            admin -> admin.await(admin.client().listTopics().names()).contains(name));
    if (!isThere) {
      throw new ParameterException(
          spec.commandLine(),
          "--namespace = \"%s\": there is no topic %s; expected a namespace with alerts"
              .formatted(config.namespace(), name));
    }
    try {
      return history.beginningWith(id);
    } catch (KafkaException failed) {
      throw new KafkaTrouble(config, rights, "").explained(failed);
    }
  }

  private static void print(PrintWriter writer, String text) {
    writer.print(text);
    writer.flush();
  }
}
