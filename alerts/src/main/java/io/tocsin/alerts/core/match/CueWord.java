package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.HitContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a word is to the cues of each context: the first of some, or one that stops them. */
final class CueWord {

  private final Map<HitContext, List<Cue>> before = new EnumMap<>(HitContext.class);
  private final Map<HitContext, List<Cue>> after = new EnumMap<>(HitContext.class);
  private final Map<HitContext, List<Cue>> lookalikes = new EnumMap<>(HitContext.class);
  private final Set<HitContext> stops = EnumSet.noneOf(HitContext.class);

  void addBefore(HitContext context, Cue cue) {
    add(before, context, cue);
  }

  void addAfter(HitContext context, Cue cue) {
    add(after, context, cue);
  }

  void addLookalike(HitContext context, Cue cue) {
    add(lookalikes, context, cue);
  }

  void stop(HitContext context) {
    stops.add(context);
  }

  void addAll(CueWord other) {
    addAll(before, other.before);
    addAll(after, other.after);
    addAll(lookalikes, other.lookalikes);
    stops.addAll(other.stops);
  }

  private static void addAll(Map<HitContext, List<Cue>> to, Map<HitContext, List<Cue>> cues) {
    cues.forEach((context, all) -> all.forEach(cue -> add(to, context, cue)));
  }

  private static void add(Map<HitContext, List<Cue>> to, HitContext context, Cue cue) {
    to.computeIfAbsent(context, c -> new ArrayList<>()).add(cue);
  }

  /** Cues that begin so and reach what stands behind them. */
  List<Cue> before(HitContext context) {
    return before.getOrDefault(context, List.of());
  }

  /** Cues that begin so and reach what stands before them. */
  List<Cue> after(HitContext context) {
    return after.getOrDefault(context, List.of());
  }

  /** Phrases that begin so and mean nothing. */
  List<Cue> lookalikes(HitContext context) {
    return lookalikes.getOrDefault(context, List.of());
  }

  /** Whether no cue reaches across it. */
  boolean stops(HitContext context) {
    return stops.contains(context);
  }
}
