package io.tocsin.runtime.http;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of a service as a list of checks. */
public record Health(List<Check> checks) {

  /** How something is, worst last. */
  public enum State {
    /** It is well. */
    UP,
    /** It works and lacks something; the service stays ready. */
    DEGRADED,
    /** It does not work; the service is not ready. */
    DOWN;

    private String json() {
      return Json.text(name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * One thing that must be well.
   *
   * @param name what is checked, such as {@code streams}
   * @param state how it is
   * @param detail what was found
   */
  public record Check(String name, State state, String detail) {

    /** A check of something that is up or down. */
    public Check(String name, boolean healthy, String detail) {
      this(name, healthy ? State.UP : State.DOWN, detail);
    }

    /** A check of something that works and lacks something. */
    public static Check degraded(String name, String detail) {
      return new Check(name, State.DEGRADED, detail);
    }

    /** Whether the service can do its work as far as this is concerned. */
    public boolean healthy() {
      return state != State.DOWN;
    }

    private String json() {
      return "{\"name\":%s,\"status\":%s,\"detail\":%s}"
          .formatted(Json.text(name), state.json(), Json.text(detail));
    }
  }

  public Health {
    checks = List.copyOf(checks);
  }

  /** Whether the service can do its work, be it degraded. */
  public boolean healthy() {
    return state() != State.DOWN;
  }

  /** The worst state of all checks. */
  public State state() {
    return checks.stream().map(Check::state).max(Comparator.naturalOrder()).orElse(State.UP);
  }

  /** As a JSON object: {@code status}, the worst of all, and one object per check. */
  public String json() {
    String inner = checks.stream().map(Check::json).collect(Collectors.joining(","));
    return "{\"status\":" + state().json() + ",\"checks\":[" + inner + "]}";
  }
}
