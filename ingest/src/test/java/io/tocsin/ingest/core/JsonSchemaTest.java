package io.tocsin.ingest.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tocsin.avro.RawPost;
import io.tocsin.ingest.core.Reading.Accepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented JSON Schema and the reader must be of one opinion. */
class JsonSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DOCUMENT = document();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(DOCUMENT);

  private static JsonNode document() {
    Path root = Path.of(System.getProperty("tocsin.root", ".."));
    try {
      return JSON.readTree(Files.readString(root.resolve("docs/raw-posts.schema.json")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isTaken(String json) {
    return JsonPosts.read(json.getBytes(UTF_8)).then(PostChecks::check) instanceof Accepted;
  }

  private static boolean isValid(String json) throws IOException {
    return SCHEMA.validate(JSON.readTree(json)).isEmpty();
  }

  static Stream<Arguments> posts() {
    Stream<String> good =
        Stream.of(
            "",
            ",'revision':0",
            ",'revision':null,'url':null,'extra':null,'status':null",
            ",'status':'usable'",
            ",'status':'Withheld'",
            ",'status':'withheld','erase':true",
            ",'status':'Canceled','erase':true",
            ",'erase':false",
            ",'status':'USABLE','erase':null",
            ",'publishedAt':1644571200000",
            ",'publishedAt':1644571200",
            ",'publishedAt':1644571200.5",
            ",'updatedAt':1644571200000000",
            ",'publishedAt':'1644571200'",
            ",'publishedAt':'2022-02-11 10:15:00 UTC'",
            ",'publishedAt':'2022/02/11 10:15 +0100'",
            ",'publishedAt':'20220211T101500Z'",
            ",'publishedAt':'Fri, 11 Feb 2022 10:15:00 GMT'",
            ",'publishedAt':'11 Feb 22 10:15 EST'",
            ",'publishedAt':'Fri Feb 11 10:15:00 +0000 2022'",
            ",'publishedAt':'Feb. 11, 2022 at 4:15 a.m. ET'",
            ",'publishedAt':'2022-02-11T10:15:00Z'",
            ",'publishedAt':'2022-02-11T10:15+01:00'",
            ",'updatedAt':'2022-02-11T10:15:00.123456+01:00[Europe/Vienna]'",
            ",'publishedAtEstimated':true",
            ",'seenAt':'whenever'",
            ",'extra':{'a':1},'other':[1,2]",
            ",'author':'" + "a".repeat(1_000) + "'",
            ",'collection':'" + "c".repeat(500) + "'",
            ",'collectionAbout':'" + "c".repeat(2_000) + "'",
            ",'collectionAbout':null");
    Stream<String> bad =
        Stream.of(
            ",'revision':-1",
            ",'revision':1.5",
            ",'revision':'1'",
            ",'revision':9223372036854775808",
            ",'status':'gone'",
            ",'status':1",
            ",'erase':true",
            ",'status':null,'erase':true",
            ",'status':'usable','erase':true",
            ",'status':'canceled','erase':'true'",
            ",'status':'canceled','erase':1",
            ",'publishedAt':20220211",
            ",'publishedAt':0",
            ",'publishedAt':7258118400000",
            ",'publishedAt':'20220211'",
            ",'publishedAt':'02/11/2022 10:15 GMT'",
            ",'publishedAt':'Fri, 11 Feb 2022 10:15:00'",
            ",'publishedAt':'Fri, 11 Feb 2022 10:15:00 IST'",
            ",'publishedAt':'Fri Feb 11 10:15:00 2022'",
            ",'publishedAt':'2022-02-11'",
            ",'publishedAt':'2022-02-11T10:15:00'",
            ",'publishedAt':'2200-01-01T00:00:00Z'",
            ",'updatedAt':true",
            ",'publishedAtEstimated':'no'",
            ",'body':7",
            ",'extra':'x'",
            ",'url':'" + "u".repeat(4_001) + "'",
            ",'language':'" + "l".repeat(101) + "'",
            ",'author':'" + "a".repeat(1_001) + "'",
            ",'collection':'" + "c".repeat(501) + "'",
            ",'collectionAbout':'" + "c".repeat(2_001) + "'",
            ",'collectionAbout':['Kyiv']",
            ",'body':'" + "b".repeat(200_001) + "'");
    Stream<String> whole =
        Stream.of(
            "{'source':'a:b','id':'1','title':'t'}",
            "{'source':'~a','id':'1','title':'t'}",
            "{'source':' ','id':'1','title':'t'}",
            "{'source':'a','id':'\\u0001','title':'t'}",
            "{'source':'" + "s".repeat(201) + "','id':'1','title':'t'}",
            "{'source':'a','id':'" + "i".repeat(501) + "','title':'t'}",
            "{'source':'a','id':'1','title':'" + "t".repeat(2_001) + "'}",
            "{'source':'a','title':'t'}",
            "{'source':'a','id':1,'title':'t'}",
            "[]",
            "'post'");
    return Stream.of(
            good.map(fields -> Arguments.of(post(fields), true)),
            bad.map(fields -> Arguments.of(post(fields), false)),
            whole.map(json -> Arguments.of(json.replace('\'', '"'), false)))
        .flatMap(cases -> cases);
  }

  private static String post(String fields) {
    return ("{'source':'gazette','id':'7','title':'t'" + fields + "}").replace('\'', '"');
  }

  @ParameterizedTest
  @MethodSource("posts")
  void shouldAgreeWithTheReader(String json, boolean good) throws IOException {
    assertThat(isTaken(json)).as("taken").isEqualTo(good);
    assertThat(isValid(json)).as("valid by the schema").isEqualTo(good);
  }

  @Test
  void shouldShowExamplesThatAreTaken() throws IOException {
    assertThat(DOCUMENT.get("examples")).isNotEmpty();
    for (JsonNode example : DOCUMENT.get("examples")) {
      assertThat(isValid(example.toString())).isTrue();
      assertThat(isTaken(example.toString())).isTrue();
    }
  }

  @Test
  void shouldNameTheFieldsOfReaderAndAvro() {
    Set<String> documented = new TreeSet<>();
    DOCUMENT.get("properties").fieldNames().forEachRemaining(documented::add);
    assertThat(documented).containsExactlyInAnyOrderElementsOf(JsonFields.KNOWN);
    Set<String> avro =
        RawPost.getClassSchema().getFields().stream()
            .map(field -> field.name())
            .collect(Collectors.toSet());
    assertThat(documented).containsAll(avro).hasSize(avro.size() + 1).contains("seenAt");
  }
}
