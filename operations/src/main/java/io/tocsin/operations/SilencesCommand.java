package io.tocsin.operations;

import io.tocsin.avro.Silence;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.NamespaceFlags;
import io.tocsin.runtime.service.RegistryAnswer;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.RightsCheck;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroJson;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.Topics;
import io.tocsin.schemas.silences.SilenceTerms;
import io.tocsin.schemas.silences.Silences;
import io.tocsin.schemas.silences.SilencesTopic;
import io.tocsin.schemas.silences.TooManySilencesException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin silences}: for which alerts receivers are not told for a time. */
@Command(
    name = "silences",
    description = "Lists, adds and ends silences: for a time receivers are not told of alerts.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:no silence with this id (expire); too many stand already (add)",
      "2:the configuration, the silence or the command line cannot be used",
      "3:broker or registry cannot be reached or refuse"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class SilencesCommand {
  private static final int NOT_DONE = 1;

  private final InstantSource clock;
  @Spec private CommandSpec spec;

  SilencesCommand(InstantSource clock) {
    this.clock = clock;
  }

  static CommandLine commandLine() {
    return new CommandLine(new SilencesCommand(InstantSource.system()))
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists the silences that are not over, the one first that ends last.")
  int list(
      @Mixin NamespaceFlags place,
      @Option(names = "--all", description = "Also those that were over within the last week.")
          boolean all,
      @Option(names = "--json", description = "Answer in JSON.") boolean json) {
    Instant now = clock.instant();
    Silences found = on(place.read(), Party.SILENCES_LIST, SilencesTopic::look);
    List<Silence> silences = all ? found.all() : found.standing(now);
    if (json) {
      say(silences.stream().map(one -> AvroJson.of(one).toString()).toList().toString());
    } else if (silences.isEmpty()) {
      say("no silences");
    } else {
      TextTable table = new TextTable("id", "of", "from", "to", "state", "by", "why");
      silences.forEach(
          one ->
              table.row(
                  one.getSilenceId(),
                  about(one),
                  one.getStartsAt(),
                  one.getEndsAt(),
                  state(one, now),
                  SafeText.line(one.getAuthor()),
                  SafeText.line(one.getComment())));
      say(table.toString());
    }
    return ExitCode.STOPPED.code();
  }

  private static String state(Silence silence, Instant now) {
    if (SilenceTerms.isOver(silence, now)) {
      return "over";
    }
    return SilenceTerms.isOn(silence, now) ? "on" : "to come";
  }

  private static String about(Silence silence) {
    return Stream.of(
            named("rule", silence.getRuleId()),
            named("scope", silence.getScope()),
            named("alert", silence.getAlertId()),
            named("severity", silence.getSeverity()))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private static @Nullable String named(String name, @Nullable String value) {
    return value == null ? null : name + "=" + SafeText.line(value.isEmpty() ? "overall" : value);
  }

  @Command(
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Adds a silence. An alert is silenced that has all of what is named; name at least one.",
        "Prints its id."
      })
  int add(@Mixin NamespaceFlags place, @Mixin SilenceOptions options) {
    Silence silence = options.silence(UUID.randomUUID().toString(), clock.instant());
    List<String> problems = SilenceTerms.problems(silence);
    if (!problems.isEmpty()) {
      problems.forEach(this::complain);
      return ExitCode.BAD_CONFIG.code();
    }
    try {
      on(place.read(), Party.SILENCES, topic -> topic.add(silence));
    } catch (TooManySilencesException full) {
      complain(String.valueOf(full.getMessage()));
      return NOT_DONE;
    }
    say(silence.getSilenceId());
    return ExitCode.STOPPED.code();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lets a silence end now; what it kept back and still rings is sent then.")
  int expire(@Mixin NamespaceFlags place, @Parameters(paramLabel = "ID") String id) {
    Instant now = clock.instant();
    Optional<Silence> ended = on(place.read(), Party.SILENCES, topic -> topic.expire(id, now));
    if (ended.isEmpty()) {
      complain("no silence with the id \"" + SafeText.line(id) + "\"");
      return NOT_DONE;
    }
    say(id + " is over since " + ended.get().getEndsAt());
    return ExitCode.STOPPED.code();
  }

  private static <T> T on(ServiceConfig config, Party party, Function<SilencesTopic, T> work) {
    RegistryAnswer.require(config);
    Topics topics =
        Catalogue.of(
            config, AvroSerdes.connect(config.registryUrl().toString(), config.registry()));
    AccessRights needed = new AccessRights(topics, party);
    Rights rights = new Rights(needed.onTopics());
    ClusterAdmin.ask(
        config,
        rights,
        party.label(),
        admin -> {
          RightsCheck.require(admin, needed.byResource(), topics.names());
          return rights;
        });
    TopicProvisioning.ensure(
        List.of(topics.silences().toNewTopic(config.topics().replication())), rights, config);
    try (SilencesTopic topic =
        new SilencesTopic(config.kafka(), config.namespace() + "-" + party.label(), topics)) {
      return work.apply(topic);
    } catch (RegistryUnavailableException outage) {
      throw new ServiceFailure(ExitCode.WORLD_BROKEN, String.valueOf(outage.getMessage()), outage);
    } catch (KafkaException failed) {
      throw new KafkaTrouble(config, rights, "").explained(failed);
    }
  }

  private void complain(String problem) {
    spec.commandLine().getErr().println("silences: " + problem);
    spec.commandLine().getErr().flush();
  }

  private void say(String text) {
    spec.commandLine().getOut().println(text.stripTrailing());
    spec.commandLine().getOut().flush();
  }
}
