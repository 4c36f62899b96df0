package io.tocsin.operations;

import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code tocsin dead-letters redrive}: tells what it would send back, and with --yes does it. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends dead letters back to the topics that they came from, each once: what was sent before"
          + " is not sent again.",
      "Tells what it would do; with --yes does it. It may be interrupted and repeated at any time.",
      "To repair one: show it with --raw FILE, edit the file, redrive --position with --value FILE."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RedriveCommand implements Callable<Integer> {
  private static final int FINE = 0;
  private static final int LEFT = 1;
  private static final int MOST = 10_000;

  private final InstantSource clock;

  @Mixin private LetterOutput output = new LetterOutput();
  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(
      names = "--position",
      paramLabel = "LETTER",
      converter = ShowLetterCommand.Position.class,
      description = "This one alone, such as ingest-0@17.")
  private @Nullable LetterPosition position;

  @Option(
      names = "--value",
      paramLabel = "FILE",
      description = "With --position: the repaired bytes, in the place of those in the letter.")
  private @Nullable Path file;

  @Option(names = "--again", description = "Also what was sent back before.")
  private boolean again;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Send at most so many, oldest first (1000; up to 10000).")
  private int limit = 1_000;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  RedriveCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    check();
    ServiceConfig config = output.namespace().read();
    if (config.mode() != Mode.LIVE) {
      throw refused(
          "redrive: the namespace of a replay has had its end; repair its history and replay again");
    }
    RedriveRequest request = request();
    return yes ? send(config, request) : tell(config, request);
  }

  private void check() {
    if (limit < 1 || limit > MOST) {
      throw refused("--limit: %d; expected 1 to %d".formatted(limit, MOST));
    }
    if (file != null && position == null) {
      throw refused("--value: expected --position too, for the bytes are those of one letter");
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(output.spec().commandLine(), message);
  }

  private RedriveRequest request() throws IOException {
    byte @Nullable [] value = null;
    if (file != null) {
      long most =
          Catalogue.of(output.namespace().read()).rawPosts().maxMessageBytes() - (64L << 10);
      if (!Files.isRegularFile(file) || Files.size(file) > most) {
        throw refused("--value: %s; expected a file of at most %d bytes".formatted(file, most));
      }
      value = Files.readAllBytes(file);
    }
    return new RedriveRequest(filter.at(clock.instant()), position, value, again, limit);
  }

  private int tell(ServiceConfig config, RedriveRequest request) {
    try (LetterBox box = LetterBox.open(config, Party.DEAD_LETTERS_REDRIVE)) {
      RedrivePlan plan = RedrivePlan.of(box, request);
      List<Letter> none = List.of();
      if (!output.isJson()) {
        plan.sent().values().forEach(letter -> tell("would send", letter));
      }
      return end(config, plan, none);
    }
  }

  private int send(ServiceConfig config, RedriveRequest request) {
    List<Letter> sent = new ArrayList<>();
    try (Redrive redrive =
        new Redrive(
            config,
            clock,
            letters -> {
              sent.addAll(letters);
              if (!output.isJson()) {
                letters.forEach(letter -> tell("sent", letter));
              }
            })) {
      return end(config, redrive.run(request), sent);
    }
  }

  private void tell(String what, Letter letter) {
    output.say(
        "%-10s  %s  %s  to %s"
            .formatted(
                what, letter.position(), SafeText.line(letter.reason()), letter.sourcePartition()));
  }

  private int end(ServiceConfig config, RedrivePlan plan, List<Letter> sent) {
    if (output.isJson()) {
      output.say(json(config, plan, sent));
    } else {
      plan.left().forEach(this::tellLeft);
      output.say(summary(config, plan, sent));
    }
    boolean found = position == null || !plan.sent().isEmpty() || !plan.counts().isEmpty();
    return found && plan.isComplete() ? FINE : LEFT;
  }

  private void tellLeft(RedrivePlan.Left left) {
    output.say(
        "%-10s  %s  %s: %s"
            .formatted(
                "left",
                left.letter().position(),
                SafeText.line(left.letter().reason()),
                left.standing().meaning()));
  }

  private String summary(ServiceConfig config, RedrivePlan plan, List<Letter> sent) {
    String left =
        plan.counts().entrySet().stream()
            .map(count -> count.getKey().text() + " " + count.getValue())
            .collect(Collectors.joining(", "));
    return "%s: %s%s%s"
        .formatted(
            config.namespace(),
            yes ? "sent back " + sent.size() : "would send back " + plan.sent().size() + " (--yes)",
            left.isEmpty() ? "" : ", left " + left,
            plan.more() == 0 ? "" : ", %d more: run it again".formatted(plan.more()));
  }

  private String json(ServiceConfig config, RedrivePlan plan, List<Letter> sent) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("namespace", config.namespace());
    answer.put("dryRun", !yes);
    answer.put(
        "letters",
        (yes ? sent : plan.sent().values())
            .stream().map(letter -> letter.position().text()).toList());
    answer.put(
        "left",
        plan.left().stream().map(left -> LetterRow.of(left.letter(), left.standing())).toList());
    Map<String, Integer> counts = new LinkedHashMap<>();
    plan.counts().forEach((standing, count) -> counts.put(standing.text(), count));
    answer.put("leftByStanding", counts);
    answer.put("more", plan.more());
    return JsonOutput.of(answer);
  }
}
