package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.HitContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cues of a language as they are written down: {@code [negated before]} begins those that stand
 * before what they negate, {@code after} those behind it, {@code lookalike} phrases that hold a cue
 * and mean nothing, {@code stop} the words that no cue reaches across. A line that begins with
 * {@code //} is a remark.
 */
final class CueFile {

  private final Map<HitContext, Map<String, List<String>>> parts = new EnumMap<>(HitContext.class);

  private CueFile() {}

  /** That of a language, by its two letters. */
  static CueFile of(String language) {
    String name = "cues/" + language + ".txt";
    try (InputStream in = CueFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is missing");
      }
      CueFile file = new CueFile();
      file.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + name + " cannot be read", e);
    }
  }

  private void read(String text) {
    List<String> part = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("//")).toList()) {
      if (line.startsWith("[")) {
        String[] title = line.substring(1, line.length() - 1).split(" ", -1);
        part = new ArrayList<>();
        parts
            .computeIfAbsent(
                HitContext.valueOf(title[0].toUpperCase(Locale.ROOT)), c -> new HashMap<>())
            .put(title[1], part);
      } else {
        part.add(line);
      }
    }
  }

  /** The contexts that it has cues for, in their order. */
  List<HitContext> contexts() {
    return List.copyOf(parts.keySet());
  }

  List<Cue> before(HitContext context) {
    return cues(context, "before");
  }

  List<Cue> after(HitContext context) {
    return cues(context, "after");
  }

  List<Cue> lookalikes(HitContext context) {
    return cues(context, "lookalike");
  }

  List<String> stops(HitContext context) {
    return lines(context, "stop").stream().flatMap(l -> Arrays.stream(l.split(" ", -1))).toList();
  }

  private List<Cue> cues(HitContext context, String part) {
    return lines(context, part).stream().map(Cue::parse).toList();
  }

  private List<String> lines(HitContext context, String part) {
    return parts.getOrDefault(context, Map.of()).getOrDefault(part, List.of());
  }
}
