package io.tocsin.operations;

import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What may be reset. A service that others stand on is never reset alone: what it would write
 * again, or number anew, contradicts what they remember of it.
 */
enum ResetTarget {
  /** Nothing but the rules and the raw posts stays: all else follows from these. */
  ALL {
    @Override
    List<String> services() {
      return SERVICES;
    }

    @Override
    List<TopicSpec<?, ?>> emptied(Topics catalogue) {
      return List.of(
          catalogue.posts(),
          catalogue.enrichedPosts(),
          catalogue.alerts(),
          catalogue.shadowAlerts(),
          catalogue.alertState(),
          catalogue.withheldEvents(),
          catalogue.keywordCounts(),
          catalogue.sources(),
          catalogue.sourceEvents(),
          catalogue.status());
    }

    @Override
    TopicSpec<?, ?> source(Topics catalogue) {
      return catalogue.rawPosts();
    }
  },

  /** The last of the chain: nobody stands on it but subscribers. */
  ALERTS {
    @Override
    List<String> services() {
      return List.of("alerts");
    }

    @Override
    List<TopicSpec<?, ?>> emptied(Topics catalogue) {
      return List.of(
          catalogue.alerts(),
          catalogue.shadowAlerts(),
          catalogue.alertState(),
          catalogue.withheldEvents(),
          catalogue.keywordCounts());
    }

    @Override
    TopicSpec<?, ?> source(Topics catalogue) {
      return catalogue.enrichedPosts();
    }
  };

  /** All services, in the order of the flow. */
  static final List<String> SERVICES = List.of("ingest", "enrich", "alerts");

  /** Services that begin again. */
  abstract List<String> services();

  /** Topics whose records go because they were made from the state that goes. */
  abstract List<TopicSpec<?, ?>> emptied(Topics catalogue);

  /** The topic that the first of its services reads. */
  abstract TopicSpec<?, ?> source(Topics catalogue);

  /** The target of that name. */
  static Optional<ResetTarget> of(String name) {
    for (ResetTarget target : values()) {
      if (target.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }

  /** Why a service is not reset alone. */
  static String refusal(String service) {
    return switch (service) {
      case "ingest" ->
          "ingest is not reset alone: without its memory it would number known posts from 1 again,"
              + " and reading the raw posts again would send times that enrich and alerts have"
              + " long passed; \"reset all\" begins all three again from the raw posts";
      case "enrich" ->
          "enrich is not reset alone: it keeps nothing but how far it has read, and reading the"
              + " posts again would send old revisions after newer ones; \"reset all\" begins all"
              + " three again from the raw posts";
      default -> "unknown service \"" + service + "\"; expected alerts or all";
    };
  }
}
