package io.tocsin.dashboard.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamespaceNamesTest {

  private static Set<String> topics(String... namespaces) {
    return Stream.of(namespaces)
        .flatMap(name -> Stream.of(name + ".alerts", name + ".alerts.state", name + ".posts"))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldFindTheLiveOneAndWhatIsNamedOrBeginsSo() {
    NamespaceNames names = new NamespaceNames("news", List.of("replay-*", "other"), 50);

    assertThat(names.among(topics("news", "replay-a", "replay-b", "other", "others", "newsroom")))
        .containsExactly("news", "other", "replay-a", "replay-b");
    assertThat(names.among(Set.of("news.alerts", "replay-a.alerts.state"))).isEmpty();
  }

  @Test
  void shouldShowNoMoreThanItsLimitAndTheLiveOneInAnyCase() {
    NamespaceNames names = new NamespaceNames("z", List.of("replay-*"), 3);
    String[] many =
        Stream.concat(Stream.of("z"), IntStream.range(0, 9).mapToObj(i -> "replay-" + i))
            .toArray(String[]::new);

    assertThat(names.among(topics(many))).hasSize(3).contains("z");
  }
}
