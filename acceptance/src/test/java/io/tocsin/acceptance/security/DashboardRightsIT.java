package io.tocsin.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dashboard.DashboardService;
import io.tocsin.dashboard.DashboardSettings;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A replay that the dashboard may see and not read is left out; the rest is shown all the same. */
@ExtendWith(SecuredCluster.Extension.class)
class DashboardRightsIT {
  private static final String NAME = "desk-without-replays";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final HttpClient client = HttpClient.newHttpClient();

  private static AclBinding describe(TopicSpec<?, ?> topic) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + NAME, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
  }

  @Test
  void shouldShowTheRestWhereAReplayMayNotBeRead(SecuredCluster cluster) {
    Topics live = Topics.of(NAME, ClockMode.LIVE, 1, AvroSerdes.inMemory());
    Topics replay = Topics.of("replay-" + NAME, ClockMode.EVENT, 1, AvroSerdes.inMemory());
    List<TopicSpec<?, ?>> ofReplay = List.of(replay.alerts(), replay.alertState());
    cluster.create(
        Stream.concat(
                Stream.of(live.enrichedPosts(), live.rules(), live.alerts(), live.alertState()),
                ofReplay.stream())
            .map(topic -> topic.toNewTopic((short) 1))
            .toList());
    List<AclBinding> rights =
        new ArrayList<>(new AccessRights(live, Party.DASHBOARD).bindings("User:" + NAME));
    ofReplay.forEach(topic -> rights.add(describe(topic)));
    cluster.allow(rights);

    ServiceConfigBuilder config = ServiceConfig.builder(DashboardSettings.KEYS);
    cluster.plainLogin(NAME).forEach(config::set);
    config
        .set("tocsin.namespace", NAME)
        .set("tocsin.registry.url", cluster.registry())
        .set("tocsin.http.port", "0")
        .set("tocsin.dashboard.port", "0");
    try (DashboardService dashboard = DashboardService.start(config.build())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  text(dashboard.healthAddress().resolve("/metrics"))
                      .lines()
                      .anyMatch(
                          line -> line.matches("tocsin_dashboard_namespaces_refused\\{.*} 1.0")));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> text(dashboard.address().resolve("/api/alerts")),
              answer ->
                  answer.contains("\"complete\":true")
                      && answer.contains("\"namespaces\":[\"" + NAME + "\"]"));
      assertThat(dashboard.failure().toCompletableFuture()).isNotDone();
    }
  }

  private String text(URI address) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
