package io.tocsin.runtime.topics;

/**
 * One way in which a topic is not as it should be.
 *
 * @param topic its name
 * @param property what differs: {@code existence}, {@code partitions}, {@code replicas} or Kafka's
 *     name of a setting
 * @param found what it is
 * @param expected what it should be
 * @param repair what ends it, a command where there is one
 * @param blocking whether a service must not start on it
 */
public record TopicMismatch(
    String topic, String property, String found, String expected, String repair, boolean blocking) {

  static final String EXISTENCE = "existence";
  static final String PARTITIONS = "partitions";
  static final String REPLICAS = "replicas";

  /** One line for people, with the repair. */
  public String message() {
    String fact =
        switch (property) {
          case EXISTENCE -> topic + " is missing";
          case PARTITIONS, REPLICAS -> "%s has %s %s, expected %s";
          default -> "%s has %3$s=%2$s, expected %4$s";
        };
    return fact.formatted(topic, found, property, expected) + "; fix: " + repair;
  }
}
