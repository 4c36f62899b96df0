package io.tocsin.dashboard.core;

/**
 * A partition of the alert events of a namespace.
 *
 * @param namespace first part of the topic's name
 * @param partition its number
 */
public record EventPartition(String namespace, int partition)
    implements Comparable<EventPartition> {
  @Override
  public int compareTo(EventPartition other) {
    int names = namespace.compareTo(other.namespace);
    return names != 0 ? names : Integer.compare(partition, other.partition);
  }
}
