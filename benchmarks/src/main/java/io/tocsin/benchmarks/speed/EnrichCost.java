package io.tocsin.benchmarks.speed;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what annotators cost: time and heap to load them, bytes of a story signature, and the
 * processor time of a post by annotator, which a busy machine disturbs less than a rate.
 */
public final class EnrichCost {

  private static final int POSTS = 2_000;
  private static final double MEGABYTE = 1 << 20;
  private static final double MILLIS = 1e6;
  private static final double MICROS = 1e3;
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final long MEASURED_NANOS = 3_000_000_000L;

  private EnrichCost() {}

  /** Prints all to the standard output. */
  public static void main(String[] args) {
    long heap = used();
    long started = System.nanoTime();
    long cpu = cpu();
    List<Annotator> annotators = StandardAnnotators.shared();
    print(
        "loading: %.2f s, of processor time %.2f s",
        (System.nanoTime() - started) / MILLIS / 1_000, (cpu() - cpu) / MILLIS / 1_000);
    print("heap of all annotators: %.1f MB", (used() - heap) / MEGABYTE);
    Reports reports = new Reports(1);
    measure("posts of 230 tokens", reports.posts(POSTS, 230), annotators);
    measure("headlines of 15 tokens", reports.headlines(POSTS, 15), annotators);
    print("heap with what they remember of words: %.1f MB", (used() - heap) / MEGABYTE);
  }

  private static void measure(String what, List<PostText> posts, List<Annotator> annotators) {
    long[] nanos = new long[annotators.size()];
    long signatureBytes = 0;
    run(posts, annotators, nanos, WARM_UP_NANOS);
    java.util.Arrays.fill(nanos, 0);
    long passes = run(posts, annotators, nanos, MEASURED_NANOS);
    for (PostText post : posts) {
      Annotations found = Annotations.NONE;
      for (Annotator annotator : annotators) {
        found = annotator.annotate(post, found);
      }
      var signature = found.signature();
      signatureBytes += signature == null ? 0 : signature.bits().remaining();
    }
    double count = (double) passes * posts.size();
    double all = 0;
    for (int i = 0; i < nanos.length; i++) {
      double micros = nanos[i] / MICROS / count;
      all += micros;
      print("%s: %s %.1f µs", what, annotators.get(i).name(), micros);
    }
    print("%s: %.1f µs, %.0f a second of one core's time", what, all, 1e6 / all);
    print("%s: %.1f bytes of signature each", what, (double) signatureBytes / posts.size());
  }

  /** Annotator by annotator over all posts, so that reading the clock costs nothing. */
  private static long run(
      List<PostText> posts, List<Annotator> annotators, long[] nanos, long atLeast) {
    long started = cpu();
    long passes = 0;
    while (cpu() - started < atLeast) {
      List<Annotations> found = new ArrayList<>();
      posts.forEach(post -> found.add(Annotations.NONE));
      for (int i = 0; i < annotators.size(); i++) {
        Annotator annotator = annotators.get(i);
        long before = cpu();
        for (int post = 0; post < found.size(); post++) {
          found.set(post, annotator.annotate(posts.get(post), found.get(post)));
        }
        nanos[i] += cpu() - before;
      }
      passes++;
    }
    return passes;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
