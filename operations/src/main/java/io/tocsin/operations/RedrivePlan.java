package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which letters a redrive sends back, and why not the others.
 *
 * <p>A letter from a topic of clean posts is left where a newer record of the same post has passed:
 * sent after it, an old revision would be taken for the latest. Raw posts need no such care, ingest
 * knows their order.
 */
final class RedrivePlan {
  private final LetterBox box;
  private final RedriveRequest request;
  private final RedrivenLetters redriven;
  private final SortedMap<LetterPosition, Letter> sent = new TreeMap<>();
  private final Map<LetterPosition, String> keys = new HashMap<>();
  private final List<Left> left = new ArrayList<>();
  private final Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
  private int more;

  /** A letter that stays, and why. */
  record Left(Letter letter, Standing standing) {}

  private RedrivePlan(LetterBox box, RedriveRequest request) {
    this.box = box;
    this.request = request;
    this.redriven = box.redriven();
  }

  /** Reads the letters and decides on each. */
  static RedrivePlan of(LetterBox box, RedriveRequest request) {
    RedrivePlan plan = new RedrivePlan(box, request);
    request.read(box, plan::decide);
    plan.superseded().forEach(plan::leaveSuperseded);
    return plan;
  }

  private void decide(Letter letter, ConsumerRecord<byte[], byte[]> record) {
    Standing standing = box.standing(letter, redriven);
    if (!request.sends(box.kind(letter), standing)) {
      leave(letter, standing);
    } else if (sent.size() == request.limit()) {
      more++;
    } else {
      sent.put(letter.position(), letter);
      if (record.key() != null && !box.catalogue().rawPosts().name().equals(letter.topic())) {
        keys.put(letter.position(), new String(record.key(), UTF_8));
      }
    }
  }

  private void leave(Letter letter, Standing standing) {
    counts.merge(standing, 1, Integer::sum);
    if (left.size() < request.limit()) {
      left.add(new Left(letter, standing));
    }
  }

  private void leaveSuperseded(LetterPosition position) {
    Letter letter = sent.remove(position);
    if (letter != null) {
      leave(letter, Standing.SUPERSEDED);
    }
  }

  /** Those of which a newer record stands on the topic that they came from. */
  private Set<LetterPosition> superseded() {
    Map<TopicPartition, Map<String, List<Letter>>> byKey = new HashMap<>();
    Map<TopicPartition, Long> from = new HashMap<>();
    for (Letter letter : sent.values()) {
      String key = keys.get(letter.position());
      if (key != null) {
        byKey
            .computeIfAbsent(letter.sourcePartition(), partition -> new HashMap<>())
            .computeIfAbsent(key, any -> new ArrayList<>())
            .add(letter);
        from.merge(letter.sourcePartition(), letter.offset() + 1, Math::min);
      }
    }
    Set<LetterPosition> found = Collections.newSetFromMap(new TreeMap<>());
    if (!from.isEmpty()) {
      box.tail().readFrom(from, record -> newer(byKey, record).forEach(found::add));
    }
    return found;
  }

  private static List<LetterPosition> newer(
      Map<TopicPartition, Map<String, List<Letter>>> byKey, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return List.of();
    }
    return byKey
        .getOrDefault(new TopicPartition(record.topic(), record.partition()), Map.of())
        .getOrDefault(new String(record.key(), UTF_8), List.of())
        .stream()
        .filter(letter -> letter.offset() < record.offset())
        .map(Letter::position)
        .toList();
  }

  /** What goes, by position. */
  SortedMap<LetterPosition, Letter> sent() {
    return Collections.unmodifiableSortedMap(sent);
  }

  /** Whether that letter goes; null if not. */
  @Nullable Letter sends(LetterPosition position) {
    return sent.get(position);
  }

  /** What stays, as many as may go. */
  List<Left> left() {
    return Collections.unmodifiableList(left);
  }

  /** How many stay, by the reason. */
  Map<Standing, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** How many could go and are more than asked for. */
  int more() {
    return more;
  }

  /** What was sent back before. */
  RedrivenLetters redriven() {
    return redriven;
  }

  /** Whether all that was chosen is sent back after it, or was before. */
  boolean isComplete() {
    return more == 0 && counts.keySet().stream().allMatch(Standing.SENT::equals);
  }
}
