package io.tocsin.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTPS://Gazette.Example/Live | https://gazette.example/Live",
        "https://gazette.example | https://gazette.example/",
        "https://gazette.example:443/a | https://gazette.example/a",
        "http://gazette.example:80/a | http://gazette.example/a",
        "http://gazette.example:8080/a | http://gazette.example:8080/a",
        "https://gazette.example/live#post-7 | https://gazette.example/live",
        "https://gazette.example/a/./b/../c | https://gazette.example/a/c",
        "https://gazette.example/a?utm_source=x&id=7&UTM_Medium=y | https://gazette.example/a?id=7",
        "https://gazette.example/a?fbclid=1&gclid=2 | https://gazette.example/a",
        "https://gazette.example/a?b=2&a=1 | https://gazette.example/a?a=1&b=2",
        "https://gazette.example/a?source=x | https://gazette.example/a?source=x",
        "https://gazette.example/%7Eann/%c3%a9 | https://gazette.example/~ann/%C3%A9",
        "https://bücher.example/ü | https://xn--bcher-kva.example/%C3%BC",
        "https://ann:secret@gazette.example/a | https://gazette.example/a",
        "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/a?utm_id=1"
            + " | https://gazette.example/a",
        "https://gazette-example.cdn.ampproject.org/v/gazette.example/a | http://gazette.example/a",
        "https://www.google.com/amp/s/gazette.example/a#x | https://gazette.example/a",
      })
  void shouldHaveOneFormForOnePage(String address, String canonical) {
    assertThat(WebAddress.canonical(address)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://m.gazette.example/a",
        "https://gazette.example/amp/a",
        "https://gazette.example/a/",
        "http://gazette.example/a",
        "https://www.gazette.example/a",
        "https://gazette.example/a?page=2",
      })
  void shouldLeaveWhatMayBeAnotherPage(String address) {
    assertThat(WebAddress.canonical(address)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript:alert(1)",
        "JaVaScRiPt://gazette.example/%0aalert(1)",
        "data:text/html,x",
        "gazette.example/a",
        "/a/b",
        "//gazette.example/a",
        "https://",
        "https:///a",
        "http://a b/",
        "urn:x:7",
      })
  void shouldHaveNoneWhereThereIsNoPage(String address) {
    assertThat(WebAddress.canonical(address)).isEmpty();
    assertThat(WebAddress.isWeb(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/../..evil.example/",
        "https://a.example/?a&&?",
        "https://a.example/?x?"
      })
  void shouldNeverLeadToAnotherHost(String address) {
    assertThat(WebAddress.canonical(address).orElse("https://a.example/"))
        .startsWith("https://a.example/");
  }

  @Provide
  Arbitrary<String> addresses() {
    String[] parts = {
      "https://",
      "HTTP://",
      "a.example",
      "A.Example",
      "ü.example",
      ":443",
      ":80",
      ":x",
      "/",
      "//",
      "/.",
      "/..",
      "/a",
      "/%2e%2e",
      "%",
      "%41",
      "%zz",
      "?",
      "&",
      "a=1",
      "utm_id=2",
      "=",
      "#",
      "#f",
      "@",
      ";",
      "\\",
      "[::1]",
      "é",
      "\uD83D\uDE00",
      "+",
      "%20",
      "www.google.com/amp/s/",
      "x.cdn.ampproject.org/c/s/"
    };
    return Arbitraries.of(parts).list().ofMaxSize(14).map(list -> String.join("", list));
  }

  @Property(tries = 5_000)
  void shouldBeItsOwnForm(@ForAll("addresses") String end) {
    WebAddress.canonical("https://a.example" + end)
        .ifPresent(form -> assertThat(WebAddress.canonical(form)).contains(form));
    WebAddress.canonical(end)
        .ifPresent(form -> assertThat(WebAddress.canonical(form)).contains(form));
  }
}
