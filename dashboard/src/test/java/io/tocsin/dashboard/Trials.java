package io.tocsin.dashboard;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.EnrichedPosts;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Posts of the last hours and rules, for tests of trials. */
final class Trials {
  static final int POSTS = 6;
  static final int MATCHING = 5;

  private Trials() {}

  /** Five posts on a flood, the last with a hostile headline, and one on something else. */
  static void publish(TestCluster cluster, Topics topics) {
    cluster.create(topics.enrichedPosts());
    Instant from = Instant.now().minus(Duration.ofMinutes(40));
    for (int i = 0; i < POSTS; i++) {
      String source = "source-" + i % 3;
      String title =
          switch (i) {
            case 0 -> "A quiet day";
            case POSTS - 1 -> Alerts.HOSTILE;
            default -> "The flood, report " + i;
          };
      String body = i == 0 ? "Nothing happens." : "People evacuate before the flood " + i + ".";
      var post =
          EnrichedPosts.enrichedPost()
              .of(source, "p" + i)
              .seenAt(from.plus(Duration.ofMinutes(i)))
              .title(title)
              .body(body)
              .build();
      cluster.produce(
          topics.enrichedPosts(),
          source + ":p" + i,
          post,
          from.plus(Duration.ofMinutes(i)).toEpochMilli());
    }
  }

  /** As many rules of one word each. */
  static List<Rule> rules(int count) {
    String yaml =
        IntStream.range(0, count)
            .mapToObj(i -> "{id: rule%05d, match: word%d}".formatted(i, i))
            .collect(Collectors.joining(",", "rules: [", "]"));
    return RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules();
  }
}
