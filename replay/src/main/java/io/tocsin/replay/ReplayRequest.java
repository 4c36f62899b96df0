package io.tocsin.replay;

import io.tocsin.alerts.core.Rule;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.Speed;
import io.tocsin.schemas.AccessRights;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is to be replayed, and where.
 *
 * @param name name of the replay; its topics begin with {@code replay-<name>.}
 * @param posts what is sent, in the order of time
 * @param end where the clock ends; not before the last post
 * @param speed how fast the posts are sent
 * @param rules the rules that are in force
 * @param partitions partitions of its topics (the raw topic has one)
 * @param stateDir local state of its services; a resumed replay needs the same again
 * @param resume goes on in a namespace that exists already, where it was left
 * @param settings keys of Tocsin for its services: at least {@code tocsin.kafka.bootstrap.servers}
 *     and {@code tocsin.registry.url}
 */
public record ReplayRequest(
    String name,
    Deliveries posts,
    Instant end,
    Speed speed,
    List<Rule> rules,
    int partitions,
    Path stateDir,
    boolean resume,
    Map<String, String> settings) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
  private static final int DEFAULT_PARTITIONS = 3;

  /**
   * Checks what can be checked without a cluster.
   *
   * @throws ReplayException naming what is wrong
   */
  public ReplayRequest {
    checkName(name);
    if (end.isBefore(posts.extent().last())) {
      throw new ReplayException(
          "the end " + end + " is before the last post, " + posts.extent().last());
    }
    rules = List.copyOf(rules);
    settings = Map.copyOf(settings);
  }

  /** A replay at full speed up to the last post, in three partitions, of a new namespace. */
  public static ReplayRequest of(
      String name, History history, List<Rule> rules, Path stateDir, Map<String, String> settings) {
    return new ReplayRequest(
        name,
        Deliveries.of(history),
        history.extent().last(),
        Speed.MAX,
        rules,
        DEFAULT_PARTITIONS,
        stateDir,
        false,
        settings);
  }

  /** First part of the names of its topics and groups. */
  public String namespace() {
    return AccessRights.REPLAY_PREFIX + name;
  }

  /**
   * The namespace of the replay of that name.
   *
   * @throws ReplayException if it is no name of a replay
   */
  static String namespaceOf(String name) {
    checkName(name);
    return AccessRights.REPLAY_PREFIX + name;
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ReplayException(
          "the name is '" + name + "', expected at most 60 lower-case letters, digits and hyphens");
    }
  }

  /** The same with another end of the clock. */
  public ReplayRequest until(Instant time) {
    return new ReplayRequest(
        name, posts, time, speed, rules, partitions, stateDir, resume, settings);
  }

  /** The same at another speed. */
  public ReplayRequest at(Speed other) {
    return new ReplayRequest(
        name, posts, end, other, rules, partitions, stateDir, resume, settings);
  }

  /** The same in another number of partitions. */
  public ReplayRequest inPartitions(int count) {
    return new ReplayRequest(name, posts, end, speed, rules, count, stateDir, resume, settings);
  }

  /** The same, going on where an earlier run was left. */
  public ReplayRequest resuming() {
    return new ReplayRequest(name, posts, end, speed, rules, partitions, stateDir, true, settings);
  }
}
