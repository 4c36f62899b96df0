package io.tocsin.schemas;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessRightsTest {

  private static final Path PAGE = Path.of("../docs/security.md");
  private static final String BEGIN = "<!-- rights -->\n";
  private static final String END = "<!-- end -->";

  private static AccessRights rights(Party party) {
    return new AccessRights(Topics.of("news", ClockMode.LIVE, 3, AvroSerdes.inMemory()), party);
  }

  private static Set<String> lines(Party party) {
    return rights(party).all().stream().map(AccessRightsTest::line).collect(Collectors.toSet());
  }

  private static String line(AccessRights.Right right) {
    return right.resource().resourceType()
        + " "
        + right.resource().name()
        + (right.resource().patternType() == PatternType.PREFIXED ? "* " : " ")
        + AccessRights.word(right.operation());
  }

  @Test
  void shouldLetAPosterWriteRawPostsAndNothingElse() {
    assertThat(lines(Party.POSTER)).containsExactly("TOPIC news.posts.raw Write");
  }

  @Test
  void shouldLetADoorWriteRawPostsAndLookAtTheirTopic() {
    assertThat(lines(Party.DOOR))
        .containsExactlyInAnyOrder(
            "TOPIC news.posts.raw Write", "TOPIC news.posts.raw DescribeConfigs");
  }

  @Test
  void shouldLetASubscriberReadAlertsInAGroupOfItsOwn() {
    assertThat(lines(Party.SUBSCRIBER))
        .containsExactlyInAnyOrder(
            "TOPIC news.alerts Read",
            "TOPIC news.alerts.state Read",
            "TOPIC news.sources Read",
            "TOPIC news.sources.events Read",
            "GROUP news-subscriber-* Read");
  }

  @Test
  void shouldLetTheDashboardReadAlertsRulesAndPostsInNoGroup() {
    assertThat(lines(Party.DASHBOARD))
        .containsExactlyInAnyOrder(
            "TOPIC news.posts.enriched Read",
            "TOPIC news.rules Read",
            "TOPIC news.alerts Read",
            "TOPIC news.alerts.state Read",
            "TOPIC news.keyword-counts Read",
            "TOPIC news.sources Read",
            "TOPIC news.sources.events Read",
            "TOPIC news.silences Read",
            "TOPIC news.ingest.dead-letters Read",
            "TOPIC news.enrich.dead-letters Read",
            "TOPIC news.alerts.dead-letters Read",
            "TOPIC news.deliver.dead-letters Read");
  }

  @Test
  void shouldLetDeliveryReadAlertsInGroupsOfItsOwnAndWriteItsDeadLetters() {
    assertThat(lines(Party.DELIVER))
        .containsExactlyInAnyOrder(
            "TOPIC news.alerts Read",
            "TOPIC news.alerts.state Read",
            "TOPIC news.silences Read",
            "TOPIC news.deliver.withheld Read",
            "TOPIC news.deliver.withheld Write",
            "TOPIC news.deliver.withheld DescribeConfigs",
            "TOPIC news.deliver.dead-letters Write",
            "TOPIC news.deliver.dead-letters DescribeConfigs",
            "GROUP news-deliver-* Read");
  }

  @Test
  void shouldLetTheProbeWriteRawPostsAndReadThemEnriched() {
    assertThat(lines(Party.PROBE))
        .containsExactlyInAnyOrder("TOPIC news.posts.raw Write", "TOPIC news.posts.enriched Read");
  }

  @Test
  void shouldGiveAServiceWithoutStoresNothingToCreate() {
    assertThat(lines(Party.ENRICH))
        .containsExactlyInAnyOrder(
            "TOPIC news.posts Read",
            "TOPIC news.posts DescribeConfigs",
            "TOPIC news.posts.enriched Write",
            "TOPIC news.posts.enriched DescribeConfigs",
            "TOPIC news.status Write",
            "TOPIC news.status DescribeConfigs",
            "TOPIC news.enrich.dead-letters Write",
            "TOPIC news.enrich.dead-letters DescribeConfigs",
            "GROUP news-enrich Read",
            "TRANSACTIONAL_ID news-enrich-* Write");
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepEveryPrefixWithinTheNamesOfTheParty(Party party) {
    assertThat(rights(party).all())
        .filteredOn(right -> right.resource().patternType() == PatternType.PREFIXED)
        .allSatisfy(right -> assertThat(right.resource().name()).matches(".*[a-z][.-]"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveNobodyTheClusterOrAllNamesOfAKind(Party party) {
    assertThat(rights(party).all().isEmpty())
        .as("only schemas does without the cluster")
        .isEqualTo(party == Party.SCHEMAS);
    assertThat(rights(party).all())
        .allSatisfy(
            right -> {
              assertThat(right.resource().resourceType()).isNotEqualTo(ResourceType.CLUSTER);
              assertThat(right.resource().name()).isNotEqualTo("*");
              assertThat(right.operation()).isNotIn(AclOperation.ALL, AclOperation.ALTER);
            });
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameNoRightTwice(Party party) {
    assertThat(rights(party).all().stream().map(AccessRightsTest::line).toList())
        .doesNotHaveDuplicates();
  }

  /** Whoever adds a topic says who writes it. */
  @Test
  void shouldHaveAWriterForEachTopic() {
    assertThat(Topics.of("news", ClockMode.LIVE, 3, AvroSerdes.inMemory()).all())
        .allSatisfy(topic -> assertThat(topic.access().writers()).as(topic.name()).isNotEmpty());
  }

  @Test
  void shouldPrintCommandsThatCanBePasted() {
    assertThat(rights(Party.RULES_APPLY).commands("User:desk", "broker:9093"))
        .containsExactly(
            "kafka-acls.sh --bootstrap-server broker:9093 --add --allow-principal 'User:desk'"
                + " --operation Read --operation Write --operation DescribeConfigs"
                + " --topic 'news.rules'",
            "kafka-acls.sh --bootstrap-server broker:9093 --add --allow-principal 'User:desk'"
                + " --operation Write --transactional-id 'news-rules-apply'");
    assertThat(rights(Party.ENRICH).commands("User:enrich", "broker:9093"))
        .last()
        .asString()
        .endsWith("--transactional-id 'news-enrich-' --resource-pattern-type prefixed");
  }

  /** A command that looks must not be able to change, and its group is nobody's. */
  @Test
  void shouldLetStatusReadAndDescribeAlone() {
    assertThat(rights(Party.STATUS).all())
        .extracting(AccessRights.Right::operation)
        .containsOnly(AclOperation.READ, AclOperation.DESCRIBE);
    assertThat(lines(Party.STATUS))
        .doesNotContain("TOPIC news.posts.raw Read", "GROUP news-ingest Read");
  }

  /** What a reset keeps it cannot delete. */
  @Test
  void shouldLetAResetTouchNeitherRawPostsNorRulesNorDeadLetters() {
    assertThat(rights(Party.RESET).onTopics())
        .containsEntry("news.posts.raw", Set.of(AclOperation.READ, AclOperation.DESCRIBE))
        .containsEntry("news.rules", Set.of(AclOperation.DESCRIBE))
        .containsEntry("news.ingest.dead-letters", Set.of(AclOperation.DESCRIBE))
        .containsEntry("news.posts", Set.of(AclOperation.DELETE, AclOperation.DESCRIBE));
  }

  @Test
  void shouldBeFoundByItsLabel() {
    assertThat(Party.of("rules-apply")).contains(Party.RULES_APPLY);
    assertThat(Party.of("nobody")).isEmpty();
  }

  /**
   * The table is made here: on a difference this test writes the page beside it as it should be.
   */
  @Test
  void shouldBeDocumentedAsTheyAre() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END, from);
    String current = page.substring(0, from) + "\n" + table() + "\n" + page.substring(to);
    Files.writeString(Path.of("target/security.md"), current);

    assertThat(page).as("docs/security.md; current: schemas/target/security.md").isEqualTo(current);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| who | resource | operations | what for |\n|---|---|---|---|\n");
    for (Party party : Party.values()) {
      if (rights(party).all().isEmpty()) {
        table.append("| " + party.label() + " | the registry alone | — | asks no broker |\n");
      }
      rights(party).all().stream()
          .collect(groupingBy(AccessRights.Right::resource, LinkedHashMap::new, toList()))
          .forEach((resource, rights) -> table.append(row(party, resource, rights)));
    }
    return table.toString();
  }

  private static String row(
      Party party, ResourcePattern resource, List<AccessRights.Right> rights) {
    return "| %s | %s `%s%s` | %s | %s |\n"
        .formatted(
            party.label(),
            resource.resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            resource.name(),
            resource.patternType() == PatternType.PREFIXED ? "*" : "",
            rights.stream()
                .map(right -> AccessRights.word(right.operation()))
                .collect(Collectors.joining(", ")),
            rights.stream().map(AccessRights.Right::purpose).collect(Collectors.joining("; ")));
  }
}
