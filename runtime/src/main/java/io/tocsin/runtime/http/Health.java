package io.tocsin.runtime.http;

import java.util.List;
import java.util.stream.Collectors;

/** The state of a service as a list of checks. */
public record Health(List<Check> checks) {

  /**
   * One thing that must be well.
   *
   * @param name what is checked, such as {@code streams}
   * @param healthy whether it is well
   * @param detail what was found
   */
  public record Check(String name, boolean healthy, String detail) {}

  public Health {
    checks = List.copyOf(checks);
  }

  public boolean healthy() {
    return checks.stream().allMatch(Check::healthy);
  }

  /** As a JSON object: {@code status} and one object per check. */
  public String json() {
    String inner =
        checks.stream()
            .map(
                check ->
                    "{\"name\":%s,\"status\":%s,\"detail\":%s}"
                        .formatted(
                            Json.text(check.name()),
                            Json.text(status(check.healthy())),
                            Json.text(check.detail())))
            .collect(Collectors.joining(","));
    return "{\"status\":" + Json.text(status(healthy())) + ",\"checks\":[" + inner + "]}";
  }

  private static String status(boolean healthy) {
    return healthy ? "up" : "down";
  }
}
