package io.tocsin.dashboard.core;

/**
 * Which alert of which namespace; a replay gives the ids that the live pipeline has given.
 *
 * @param namespace first part of the names of its topics
 * @param alertId within it
 */
public record AlertKey(String namespace, String alertId) implements Comparable<AlertKey> {
  @Override
  public int compareTo(AlertKey other) {
    int names = namespace.compareTo(other.namespace);
    return names != 0 ? names : alertId.compareTo(other.alertId);
  }
}
