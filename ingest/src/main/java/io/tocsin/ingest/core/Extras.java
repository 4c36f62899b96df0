package io.tocsin.ingest.core;

import io.tocsin.ingest.core.clean.TextCleaner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the uninterpreted rest of a post within bounds: few entries, short texts, no controls. */
final class Extras {
  private final Map<String, String> kept = new LinkedHashMap<>();
  private int total;

  /** The bounded form of a map; which entries stay depends on the keys' order only. */
  static Map<String, String> bounded(Map<String, String> extra) {
    Extras extras = new Extras();
    new TreeMap<>(extra).forEach(extras::add);
    return extras.kept;
  }

  /** The bounded form of a map and one more entry; one of the same key stays. */
  static Map<String, String> with(Map<String, String> extra, String key, String value) {
    Map<String, String> all = new TreeMap<>(extra);
    all.putIfAbsent(key, value);
    return bounded(all);
  }

  private void add(String key, String value) {
    String shortKey = cut(TextCleaner.label(key), Limits.EXTRA_KEY);
    String shortValue = cut(TextCleaner.lines(value), Limits.EXTRA_VALUE);
    int size = shortKey.length() + shortValue.length();
    if (kept.size() < Limits.EXTRA_ENTRIES && total + size <= Limits.EXTRA_TOTAL) {
      kept.put(shortKey, shortValue);
      total += size;
    }
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }
}
