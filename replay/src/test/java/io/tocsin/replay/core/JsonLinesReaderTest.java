package io.tocsin.replay.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JsonLinesReaderTest {

  private static final String ONE = "{\"source\":\"s\",\"id\":\"1\"}";
  private static final String TWO = "{\"source\":\"s\",\"id\":\"2\"}";

  private static List<PostLine> read(byte[] bytes) throws IOException {
    List<PostLine> lines = new ArrayList<>();
    try (JsonLinesReader reader = new JsonLinesReader(new ByteArrayInputStream(bytes), null)) {
      Optional<PostLine> line = reader.next();
      while (line.isPresent()) {
        lines.add(line.get());
        line = reader.next();
      }
    }
    return lines;
  }

  private static List<PostLine> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String message(PostLine line) {
    assertThat(line).isInstanceOf(PostLine.Malformed.class);
    return ((PostLine.Malformed) line).message();
  }

  @Nested
  class GoodFiles {

    @Test
    void shouldReadLinesInOrderAndSkipBlankOnes() throws IOException {
      List<PostLine> lines = read("\uFEFF" + ONE + "\r\n\n  \n" + TWO);

      assertThat(lines).hasSize(2).allMatch(PostLine.Read.class::isInstance);
      assertThat(lines).extracting(PostLine::number).containsExactly(1L, 4L);
    }

    @Test
    void shouldKnowGzipByItsFirstBytes() throws IOException {
      assertThat(read(gzip(ONE + "\n" + TWO + "\n"))).isEqualTo(read(ONE + "\n" + TWO + "\n"));
    }

    @Test
    void shouldFindNothingInAnEmptyFile() throws IOException {
      assertThat(read("")).isEmpty();
      assertThat(read(gzip(""))).isEmpty();
    }

    @Test
    void shouldReadWhatTheWriterWrote() throws IOException {
      RecordedPost post = RecordedPost.post("s", "1").title("a\nb").body("\u2028").build();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JsonLinesWriter writer = new JsonLinesWriter(bytes)) {
        writer.write(post);
        writer.write(post);
      }

      assertThat(read(bytes.toByteArray()))
          .containsExactly(new PostLine.Read(1, post), new PostLine.Read(2, post));
    }
  }

  @Nested
  class BadFiles {

    @Test
    void shouldReportABadLineAndGoOn() throws IOException {
      List<PostLine> lines = read(ONE + "\n{\"source\":\"s\"}\n" + TWO);

      assertThat(lines).hasSize(3);
      assertThat(message(lines.get(1)))
          .isEqualTo("line 2: id is missing, expected a text that is not empty");
      assertThat(lines.get(2)).isInstanceOf(PostLine.Read.class);
    }

    @Test
    void shouldSayThatTheLastLineIsCut() throws IOException {
      List<PostLine> lines = read(ONE + "\n" + TWO.substring(0, 15));

      assertThat(message(lines.get(1))).startsWith("line 2").contains("ends in the middle");
    }

    @Test
    void shouldNotCallALineCutThatHasItsEnd() throws IOException {
      assertThat(message(read(TWO.substring(0, 15) + "\n").get(0)))
          .doesNotContain("ends in the middle");
    }

    @Test
    void shouldSayThatAGzipIsCut() throws IOException {
      byte[] whole = gzip((ONE + "\n").repeat(200));
      List<PostLine> lines = read(Arrays.copyOf(whole, whole.length - 9));

      assertThat(message(lines.get(lines.size() - 1))).contains("broken gzip");
    }

    @Test
    void shouldReportBytesThatAreNotText() throws IOException {
      byte[] bytes = (ONE + "\n" + TWO + "\n").getBytes(StandardCharsets.UTF_8);
      bytes[12] = (byte) 0xff;
      List<PostLine> lines = read(bytes);

      assertThat(message(lines.get(0))).contains("not UTF-8");
      assertThat(lines.get(1)).isInstanceOf(PostLine.Read.class);
    }

    @Test
    void shouldSkipALineBeyondTheLimit() throws IOException {
      List<PostLine> lines = read("x".repeat(JsonLinesReader.MAX_LINE_BYTES + 1) + "\n" + ONE);

      assertThat(message(lines.get(0))).contains("too long");
      assertThat(lines.get(1)).isInstanceOf(PostLine.Read.class);
    }
  }
}
