package io.tocsin.replay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostJsonTest {

  private static RecordedPost parse(String json) throws MalformedPostException {
    return PostJson.parse(json.replace('\'', '"'), null);
  }

  @Nested
  class Reading {

    @Test
    void shouldReadAllFields() throws MalformedPostException {
      RecordedPost post =
          parse(
              "{'source':'wire','id':'7','revision':3,'status':'withheld',"
                  + "'publishedAt':'2022-02-11T08:00:00+02:00','updatedAt':1644566400000,"
                  + "'publishedAtEstimated':true,'title':'T','body':'B','url':'u','language':'en',"
                  + "'author':'a','collection':'c','collectionAbout':'d','seenAt':'2022-02-11T06:01:00.5Z'}");

      assertThat(post)
          .isEqualTo(
              RecordedPost.post("wire", "7")
                  .revision(3L)
                  .status(RecordedStatus.WITHHELD)
                  .publishedAt(Instant.parse("2022-02-11T06:00:00Z"))
                  .updatedAt(Instant.parse("2022-02-11T08:00:00Z"))
                  .publishedAtEstimated(true)
                  .title("T")
                  .body("B")
                  .url("u")
                  .language("en")
                  .author("a")
                  .collection("c")
                  .collectionAbout("d")
                  .seenAt(Instant.parse("2022-02-11T06:01:00.5Z"))
                  .build());
    }

    @Test
    void shouldKnowWhatIsToBeForgotten() throws MalformedPostException {
      assertThat(parse("{'source':'s','id':'1','status':'withheld','erase':true}").status())
          .isEqualTo(RecordedStatus.ERASED);
      assertThat(parse("{'source':'s','id':'1','erase':false}").status())
          .isEqualTo(RecordedStatus.USABLE);
      assertThatExceptionOfType(MalformedPostException.class)
          .isThrownBy(() -> parse("{'source':'s','id':'1','erase':true}"))
          .withMessageContaining("erase")
          .withMessageContaining("withheld or canceled");
    }

    @Test
    void shouldKeepUnknownFieldsAsText() throws MalformedPostException {
      RecordedPost post =
          parse("{'source':'s','id':'1','score':4,'geo':{'lat':1},'extra':{'k':'v'},'gone':null}");

      assertThat(post.extra())
          .hasSize(3)
          .containsEntry("score", "4")
          .containsEntry("geo", "{\"lat\":1}")
          .containsEntry("k", "v");
    }

    @Test
    void shouldTakeTheStatedZoneForTimesWithoutOne() throws MalformedPostException {
      RecordedPost post =
          PostJson.parse(
              "{\"source\":\"s\",\"id\":\"1\",\"publishedAt\":\"2022-02-11T08:00\"}",
              ZoneId.of("Europe/Kyiv"));

      assertThat(post.publishedAt()).isEqualTo(Instant.parse("2022-02-11T06:00:00Z"));
    }

    @Test
    void shouldTakeANumberAsId() throws MalformedPostException {
      assertThat(parse("{'source':'s','id':42}").postKey()).isEqualTo("s:42");
    }
  }

  @Nested
  class Refusing {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'id':'1'}                                       | source
            {'source':'s'}                                   | id
            {'source':'s','id':' '}                          | id
            {'source':'s','id':'1','status':'gone'}          | status
            {'source':'s','id':'1','title':7}                | title
            {'source':'s','id':'1','revision':1.5}           | revision
            {'source':'s','id':'1','publishedAt':'today'}    | publishedAt
            {'source':'s','id':'1','seenAt':'2022-02-11T08:00'} | seenAt
            {'source':'s','id':'1','publishedAtEstimated':1} | publishedAtEstimated
            {'source':'s','id':'1','extra':[]}               | extra
            [1]                                              | line
            {'source':'s'                                    | line
            {'source':'s','id':'1'} {}                       | line
            {'source':'s','id':'1','id':'2'}                 | line
            """,
        quoteCharacter = '~')
    void shouldNameTheField(String json, String field) {
      assertThatExceptionOfType(MalformedPostException.class)
          .isThrownBy(() -> parse(json))
          .satisfies(
              e -> {
                assertThat(e.field()).isEqualTo(field);
                assertThat(e.value()).isNotEmpty();
                assertThat(e.expected()).isNotEmpty();
              });
    }

    @Test
    void shouldShortenLongValues() {
      assertThatExceptionOfType(MalformedPostException.class)
          .isThrownBy(() -> parse("{'source':'s','id':'1','status':'" + "x".repeat(500) + "'}"))
          .satisfies(e -> assertThat(e.value()).hasSize(81));
    }
  }

  @Property(tries = 300)
  void shouldReadWhatItWrote(@ForAll("posts") RecordedPost post) throws MalformedPostException {
    String json = PostJson.write(post);

    assertThat(json).doesNotContain("\n");
    assertThat(PostJson.parse(json, null)).isEqualTo(post);
  }

  @Provide
  Arbitrary<RecordedPost> posts() {
    Arbitrary<String> name = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(9);
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(40).filter(PostJsonTest::wellFormed);
    Arbitrary<Instant> time =
        Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
    return Combinators.combine(
            name, name, text, text, time.injectNull(0.3), Arbitraries.of(RecordedStatus.values()))
        .as(
            (source, id, title, body, at, status) ->
                RecordedPost.post(source, id)
                    .title(title)
                    .body(body)
                    .seenAt(at)
                    .status(status)
                    .extra("x" + id, body)
                    .build());
  }

  private static boolean wellFormed(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }
}
