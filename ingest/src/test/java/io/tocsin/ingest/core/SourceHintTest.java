package io.tocsin.ingest.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceHintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'source':'gazette','id':7}|gazette",
        "{'id':{'source':'no'},'x':[1,{}],'source':' gazette '}|gazette",
        "{'source':'gazette', broken|gazette",
        "{'source':7}|",
        "{'source':''}|",
        "{broken 'source':'gazette'}|",
        "[{'source':'gazette'}]|",
        "nothing|",
      })
  void shouldFindTheSourceAsFarAsTheRecordCanBeRead(String json, String source) {
    assertThat(SourceHint.of(json.replace('\'', '"').getBytes(UTF_8)).orElse(null))
        .isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({"200,true", "201,false"})
  void shouldBeBounded(int length, boolean found) {
    byte[] json = "{\"source\":\"%s\"}".formatted("a".repeat(length)).getBytes(UTF_8);

    assertThat(SourceHint.of(json).isPresent()).isEqualTo(found);
  }

  @Property(tries = 1_000)
  void shouldNeverThrow(@ForAll byte[] bytes) {
    assertThat(SourceHint.of(bytes)).isNotNull();
  }
}
