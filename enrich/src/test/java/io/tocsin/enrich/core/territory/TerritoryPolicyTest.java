package io.tocsin.enrich.core.territory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerritoryPolicyTest {

  private static final String OWN =
      """
      version: "desk-1"
      territories:
        - name: Crimea
          names: [Sevastopol]
          areas: [UA.11, UA.20]
          country: RU
        - name: Taiwan
          areas: [TW]
          country: none
      """;

  @TempDir private Path directory;

  private static TerritoryPolicy read(String yaml) {
    return PolicyFile.read("policy.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldBeCalledByItsVersionAndWhatItSays() {
    String id = read(OWN).id();
    String inAnotherOrder =
        """
        version: desk-1
        territories:
          - {name: Taiwan, areas: [TW], country: none}
          - {name: Crimea, country: RU, names: [Sevastopol], areas: [UA.20, UA.11]}
        """;

    assertThat(id).matches("desk-1\\+[0-9a-f]{12}");
    assertThat(read(inAnotherOrder).id()).isEqualTo(id);
    assertThat(read(OWN.replace("RU", "UA")).id()).isNotEqualTo(id).startsWith("desk-1+");
    assertThat(read(OWN.replace("none", "TW")).id()).isNotEqualTo(id);
    assertThat(read(OWN.replace("TW]", "HK]")).id()).isNotEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "Crimea, , UA, UA",
    "Yalta, UA.11, UA, UA",
    "Sukhumi, GE.02, GE, GE",
    "West Bank, , PS, PS",
    "anything, IL.WE, IL, PS",
    "Golan Heights, , , SY",
    "Taiwan, , TW, TW",
    "Kosovo, , XK, XK",
    "Western Sahara, , EH, EH",
    "Kashmir, IN.12, IN, ",
    "Lyon, FR.84, FR, FR"
  })
  void shouldStandWhereTheUnitedNationsCountIt(
      String name, String region, String country, String expected) {
    assertThat(TerritoryPolicy.standard().country(name, region, country)).isEqualTo(expected);
  }

  @Test
  void shouldDecideForAllThatIsInATerritory() throws IOException {
    Path file = Files.writeString(directory.resolve("own.yaml"), OWN);
    TerritoryPolicy policy = TerritoryPolicy.read(file);
    AnnotatorChain chain = new AnnotatorChain(StandardAnnotators.under(policy), (a, why) -> {});

    Annotations found =
        chain.annotate(
            new PostText("", "Trains to Crimea, Yevpatoria and Taipei stopped in Lviv.", "en"));

    assertThat(policy.version()).isEqualTo("desk-1");
    assertThat(found.entities())
        .extracting(Entity::text, Entity::country)
        .containsExactly(
            tuple("Crimea", "RU"),
            tuple("Yevpatoria", "RU"),
            tuple("Taipei", null),
            tuple("Lviv", "UA"));
    assertThat(found.countries()).containsExactly("RU", "UA");
  }

  @Test
  void shouldKnowPlacesThatNoListKnowsAndLeaveNamesakesAlone() {
    AnnotatorChain chain = new AnnotatorChain(StandardAnnotators.shared(), (a, why) -> {});

    assertThat(
            chain.annotate(new PostText("", "Shots were heard in Tskhinvali.", "en")).countries())
        .containsExactly("GE");
    assertThat(chain.annotate(new PostText("", "A school in Palestine, Texas.", "en")).countries())
        .containsExactly("US");
  }

  @Test
  void shouldTellEveryProblemWithLineKeyAndWhatWasExpected() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    version: "1"
                    territories:
                      - name: Crimea
                        areas: [UA.11, ukraine]
                        country: Ukraine
                      - name: Sevastopol
                        areas: [UA.11]
                        land: UA
                    """))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessage(
            """
            policy.yaml:4: areas: expected codes such as UA or UA.11, found "ukraine"
            policy.yaml:5: country: expected two capitals as in ISO 3166-1, or none, found "Ukraine"
            policy.yaml:8: land: expected one of the keys areas, country, name, names, found "land"
            policy.yaml:7: areas: expected each of the areas in one place; line 4 has it, found "UA.11"
            policy.yaml:6: country: expected a text""");
  }

  @Test
  void shouldRefuseWhatIsNoPolicy() {
    assertThatThrownBy(() -> read("- a"))
        .hasMessage(
            "policy.yaml:1: expected the keys version and territories, found something else");
    assertThatThrownBy(() -> read("version: 1\nterritories: {a: b}"))
        .hasMessage("policy.yaml:2: territories: expected a list of at most 500 territories");
    assertThatThrownBy(() -> read("version: ["))
        .hasMessageContaining("policy.yaml:1: expected YAML");
    assertThatThrownBy(() -> TerritoryPolicy.read(directory.resolve("none.yaml")))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("none.yaml: expected a policy for territories that can be read");
  }

  @Test
  void shouldRefuseMoreThanItsLimits() throws IOException {
    String many = "version: 1\nterritories:\n" + "  - {name: A, country: UA}\n".repeat(501);
    Path large = Files.write(directory.resolve("large.yaml"), new byte[PolicyFile.LARGEST + 1]);

    assertThatThrownBy(() -> read(many)).hasMessageContaining("a list of at most 500 territories");
    assertThatThrownBy(() -> TerritoryPolicy.read(large))
        .hasMessageContaining("expected a file of at most 1048576 bytes");
  }
}
