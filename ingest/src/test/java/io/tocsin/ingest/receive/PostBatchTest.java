package io.tocsin.ingest.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.ingest.receive.PostBatch.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostBatchTest {

  private static List<String> posts(String body, Form form) {
    return new PostBatch(3)
        .posts(body.getBytes(UTF_8), form).stream().map(post -> new String(post, UTF_8)).toList();
  }

  @Test
  void shouldFindOneObjectAnArrayOrLines() {
    assertThat(posts("\uFEFF {\"a\":1}\n", Form.JSON)).containsExactly("{\"a\":1}\n");
    assertThat(posts(" [ {} , {} ] ", Form.JSON)).containsExactly("{}", "{}");
    assertThat(posts("\uFEFF{}\n\r\n  \n[]\r\n{}", Form.LINES)).containsExactly("{}", "[]", "{}");
  }

  @Test
  void shouldTakeNoMoreThanItMayAndNotNone() {
    assertThat(posts("1\n2\n3\n\n", Form.LINES)).hasSize(3);
    assertThatThrownBy(() -> posts("1\n2\n3\n4", Form.LINES))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.TOO_LARGE))
        .hasMessageContaining("more than 3 posts");
    assertThatThrownBy(() -> posts(" \n ", Form.LINES)).hasMessageContaining("no post in it");
    assertThatThrownBy(() -> posts(" \t ", Form.JSON)).hasMessageContaining("no post in it");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, JSON",
    "Application/JSON;charset=UTF-8, JSON",
    "application/x-ndjson; charset=\"utf-8\", LINES",
    "application/jsonl; profile=x, LINES"
  })
  void shouldKnowTheFormByItsType(String contentType, Form form) {
    assertThat(PostBatch.form(contentType)).isEqualTo(form);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ";",
        "text/plain",
        "application/json;charset=utf-16",
        "application/x-www-form-urlencoded"
      })
  void shouldNotGuessAnotherType(String contentType) {
    assertThatThrownBy(() -> PostBatch.form(contentType))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Content-Type: ")
        .hasMessageContaining("expected application/json or application/x-ndjson");
  }
}
