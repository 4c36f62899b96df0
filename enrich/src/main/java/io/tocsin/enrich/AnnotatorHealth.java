package io.tocsin.enrich;

import io.tocsin.runtime.http.Health;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether annotators fail, for all threads of an instance: one that failed on any of the last
 * {@value #LATELY} posts makes the service degraded. Counts posts, so that it stays degraded while
 * none comes.
 */
final class AnnotatorHealth {

  /** So many posts without a failure and an annotator is well again. */
  static final int LATELY = 1000;

  private final AtomicLong posts = new AtomicLong();
  private final Map<String, Failure> last = new ConcurrentSkipListMap<>();

  private record Failure(long post, String reason) {}

  /** To be called for each post. */
  void countPost() {
    posts.incrementAndGet();
  }

  /** To be called when an annotator failed. */
  void countFailure(String annotator, RuntimeException failure) {
    last.put(annotator, new Failure(posts.get(), reason(failure)));
  }

  /** How the annotators are. */
  Health.Check check() {
    long now = posts.get();
    StringBuilder failing = new StringBuilder();
    last.forEach(
        (annotator, failure) -> {
          if (now - failure.post() < LATELY) {
            failing.append(failing.isEmpty() ? "" : "; ");
            failing.append(annotator).append(" failed: ").append(failure.reason());
          }
        });
    return failing.isEmpty()
        ? new Health.Check("annotators", true, "none failed lately")
        : Health.Check.degraded("annotators", failing.toString());
  }

  /** Text of posts may stand in the message of what a parser throws, not in that of a cause. */
  private static String reason(RuntimeException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.getClass().getSimpleName() : cause.getClass().getSimpleName();
  }
}
