package io.tocsin.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who connects to a cluster and so needs rights of its own: services, commands, and those outside
 * who write posts or read alerts. Give each a principal, and no two the same.
 */
public enum Party {
  /** Whoever sends raw posts. */
  POSTER("sends raw posts", Kind.OUTSIDE),
  /** A door of ours, which sends what comes in otherwise to the raw topic. */
  DOOR("`tocsin receive` and the other doors, which send raw posts", Kind.COMMAND),
  /** The service ingest. */
  INGEST("the service ingest", Kind.KEYED_SERVICE),
  /** The service enrich. */
  ENRICH("the service enrich", Kind.SERVICE),
  /** The service alerts. */
  ALERTS("the service alerts", Kind.KEYED_SERVICE),
  /** Whoever subscribes to alerts. */
  SUBSCRIBER("subscribes to alerts", Kind.OUTSIDE),
  /** {@code tocsin dashboard}, of one namespace; for each replay that it shows, once more. */
  DASHBOARD("`tocsin dashboard`, which shows alerts and what stands beside them", Kind.READER),
  /** {@code tocsin deliver}, which brings alert events to those outside. */
  DELIVER("`tocsin deliver`, which brings alert events to receivers", Kind.COURIER),
  /** {@code tocsin probe}, which sends posts of its own and waits for them. */
  PROBE("`tocsin probe`, which sends posts through the pipeline and waits for them", Kind.READER),
  /** Dashboards and monitoring. */
  MONITOR("shows counts and signs of life", Kind.OUTSIDE),
  /** {@code tocsin rules apply}, {@code enable}, {@code disable} and {@code delete}. */
  RULES_APPLY("`tocsin rules apply`, `enable`, `disable` and `delete`", Kind.COMMAND),
  /** {@code tocsin rules list} and {@code diff}. */
  RULES_LIST("`tocsin rules list` and `diff`", Kind.COMMAND),
  /** {@code tocsin silences add} and {@code expire}. */
  SILENCES("`tocsin silences add` and `expire`", Kind.COMMAND),
  /** {@code tocsin silences list}. */
  SILENCES_LIST("`tocsin silences list`", Kind.COMMAND),
  /** {@code tocsin replay} of files, which has namespaces of its own. */
  REPLAY("`tocsin replay` of files, in namespaces of its own", Kind.COMMAND),
  /** {@code tocsin replay topic:raw}, of the raw posts of another namespace. */
  REPLAY_RAW("`tocsin replay topic:raw`, of the posts that a namespace has received", Kind.COMMAND),
  /** {@code tocsin replay topic:enriched}, of the revisions of another namespace. */
  REPLAY_ENRICHED(
      "`tocsin replay topic:enriched`, of the revisions that a namespace has made", Kind.COMMAND),
  /** {@code tocsin replay list}. */
  REPLAY_LIST("`tocsin replay list`", Kind.COMMAND),
  /** {@code tocsin replay delete}. */
  REPLAY_DELETE("`tocsin replay delete`", Kind.COMMAND),
  /** {@code tocsin diff --alerts topic:alerts}. */
  DIFF_ALERTS("`tocsin diff --alerts topic:alerts`", Kind.COMMAND),
  /** {@code tocsin topics create}. */
  TOPICS_CREATE("`tocsin topics create`", Kind.COMMAND),
  /** {@code tocsin topics check} and {@code describe}. */
  TOPICS_CHECK("`tocsin topics check` and `describe`", Kind.COMMAND),
  /** {@code tocsin schemas}, which asks the registry and never the cluster. */
  SCHEMAS("`tocsin schemas register` and `check`", Kind.COMMAND),
  /** {@code tocsin status}. */
  STATUS("`tocsin status`", Kind.COMMAND),
  /** {@code tocsin dead-letters list}, {@code show} and {@code stats}. */
  DEAD_LETTERS("`tocsin dead-letters list`, `show` and `stats`", Kind.COMMAND),
  /** {@code tocsin dead-letters redrive}. */
  DEAD_LETTERS_REDRIVE("`tocsin dead-letters redrive`", Kind.COMMAND),
  /** {@code tocsin reset}, of the service alerts or of all. */
  RESET("`tocsin reset`", Kind.COMMAND);

  /** What kind of program it is. */
  enum Kind {
    /** Not ours. */
    OUTSIDE,
    /** A program of ours that reads in no group and takes topics as they are. */
    READER,
    /** A program of ours that reads in groups of its own, takes topics as they are, and writes. */
    COURIER,
    /** A Kafka Streams service that keeps nothing. */
    SERVICE,
    /** A Kafka Streams service with stores and topics between its stages. */
    KEYED_SERVICE,
    /** A command of ours. */
    COMMAND
  }

  private final String description;
  private final Kind kind;

  Party(String description, Kind kind) {
    this.description = description;
    this.kind = kind;
  }

  /** What it is called on the command line: {@code rules-apply}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, for people. */
  public String description() {
    return description;
  }

  Kind kind() {
    return kind;
  }

  /** Those that are services, in the order of the flow. */
  static List<Party> services() {
    return Arrays.stream(values()).filter(Party::isService).toList();
  }

  /** Whether it is a service, which runs under the name of its {@link #label()}. */
  public boolean isService() {
    return kind == Kind.SERVICE || kind == Kind.KEYED_SERVICE;
  }

  /** The party of that label. */
  public static Optional<Party> of(String label) {
    return Arrays.stream(values()).filter(party -> party.label().equals(label)).findFirst();
  }
}
