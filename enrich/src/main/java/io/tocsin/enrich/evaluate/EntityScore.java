package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.EntityType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How well entities are found in one file. */
final class EntityScore {

  private final Map<EntityType, SpanCounts> byType = new EnumMap<>(EntityType.class);
  private final Map<EntityType, long[]> linked = new EnumMap<>(EntityType.class);

  void add(Set<TaggedText.Span> gold, Set<TaggedText.Span> found) {
    for (EntityType type : EntityType.values()) {
      byType.merge(type, SpanCounts.of(only(gold, type), only(found, type)), SpanCounts::plus);
    }
  }

  void countLink(EntityType type, boolean isLinked) {
    long[] counts = linked.computeIfAbsent(type, key -> new long[2]);
    counts[0] += isLinked ? 1 : 0;
    counts[1]++;
  }

  /** A line per type and one for all. */
  String table() {
    StringBuilder lines = new StringBuilder();
    for (EntityType type : EntityType.values()) {
      lines.append(line(type.name(), counts(type))).append(linkedShare(type)).append('\n');
    }
    return lines.append(line("all", all())).append('\n').toString();
  }

  SpanCounts all() {
    return byType.values().stream().reduce(SpanCounts.NONE, SpanCounts::plus);
  }

  SpanCounts counts(EntityType type) {
    return byType.getOrDefault(type, SpanCounts.NONE);
  }

  private String linkedShare(EntityType type) {
    long[] counts = linked.getOrDefault(type, new long[2]);
    return counts[1] == 0 ? "" : "  linked %5.1f %%".formatted(100.0 * counts[0] / counts[1]);
  }

  private static String line(String name, SpanCounts counts) {
    return "  %-13s precision %5.1f  recall %5.1f  F1 %5.1f  (%d expected, %d found)"
        .formatted(
            name,
            100 * counts.precision(),
            100 * counts.recall(),
            100 * counts.f1(),
            counts.expected(),
            counts.found());
  }

  private static Set<TaggedText.Span> only(Set<TaggedText.Span> spans, EntityType type) {
    return spans.stream().filter(span -> span.type() == type).collect(Collectors.toSet());
  }
}
