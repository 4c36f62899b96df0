package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.Party;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code tocsin dead-letters show}: one letter in full. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows one dead letter: why it was refused, its headers and its bytes.",
      "Control characters and bytes that are not UTF-8 are escaped, so that nothing in a post can"
          + " reach the terminal."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowLetterCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 1;
  private static final int SHOWN = 64 << 10;

  @Mixin private LetterOutput output = new LetterOutput();

  @Parameters(
      paramLabel = "LETTER",
      converter = Position.class,
      description = "Service, partition and offset as list tells them, such as ingest-0@17.")
  private LetterPosition position;

  @Option(
      names = "--raw",
      paramLabel = "FILE",
      description = "Write the bytes as they are to a new file.")
  private @Nullable Path raw;

  /** Positions as {@code list} tells them. */
  static final class Position implements ITypeConverter<LetterPosition> {
    @Override
    public LetterPosition convert(String text) {
      try {
        return LetterPosition.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** What was found. */
  private record Found(Letter letter, ConsumerRecord<byte[], byte[]> record, Standing standing) {}

  @Override
  public Integer call() throws IOException {
    ServiceConfig config = output.namespace().read();
    List<Found> found = new ArrayList<>();
    try (LetterBox box = LetterBox.open(config, Party.DEAD_LETTERS)) {
      RedrivenLetters redriven = box.redriven();
      box.find(
          position,
          (letter, record) -> found.add(new Found(letter, record, box.standing(letter, redriven))));
    }
    if (found.isEmpty()) {
      output
          .spec()
          .commandLine()
          .getErr()
          .println(
              "dead-letters show: there is no letter " + position + ", or it is not kept any more");
      return NOT_FOUND;
    }
    show(found.get(0));
    return 0;
  }

  private void show(Found found) throws IOException {
    if (raw != null) {
      write(raw, found.record().value());
    }
    output.say(output.isJson() ? json(found) : text(found));
  }

  private void write(Path file, byte @Nullable [] value) throws IOException {
    try {
      Files.write(file, value == null ? new byte[0] : value, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new ParameterException(
          output.spec().commandLine(), "--raw: " + file + " exists; expected a new file");
    }
  }

  private String text(Found found) {
    Letter letter = found.letter();
    List<String> lines = new ArrayList<>();
    lines.add("letter     " + letter.position());
    lines.add("refused    " + letter.at());
    lines.add("reason     " + SafeText.line(letter.reason()));
    lines.add("detail     " + SafeText.line(letter.detail()));
    lines.add("source     " + SafeText.line(letter.originOrUnknown()));
    lines.add("read from  " + SafeText.line(letter.source()));
    lines.add("standing   " + found.standing().text() + ": " + found.standing().meaning());
    byte @Nullable [] key = found.record().key();
    lines.add("key        " + (key == null ? "none" : SafeText.line(new String(key, UTF_8))));
    lines.add("headers");
    for (Header header : found.record().headers()) {
      lines.add("  " + SafeText.line(header.key()) + " = " + SafeText.line(value(header)));
    }
    lines.add(bytes(letter, found.record().value()));
    return String.join("\n", lines);
  }

  private String bytes(Letter letter, byte @Nullable [] value) {
    if (value == null) {
      return "bytes      none";
    }
    if (raw != null) {
      return "bytes      %d, written to %s%s".formatted(value.length, raw, cut(letter));
    }
    String rest =
        value.length > SHOWN
            ? "\n… %d more; --raw FILE writes them".formatted(value.length - SHOWN)
            : "";
    String shown = SafeText.lines(Arrays.copyOf(value, Math.min(value.length, SHOWN)));
    return "bytes      %d%s\n\n%s%s".formatted(value.length, cut(letter), shown, rest);
  }

  private static String cut(Letter letter) {
    return letter.size() > letter.kept() ? ", the beginning of " + letter.size() : "";
  }

  private static String value(Header header) {
    return header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  private static String json(Found found) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("letter", LetterRow.of(found.letter(), found.standing()));
    byte @Nullable [] key = found.record().key();
    byte @Nullable [] value = found.record().value();
    answer.put("key", key == null ? null : new String(key, UTF_8));
    List<Map<String, String>> headers = new ArrayList<>();
    for (Header header : found.record().headers()) {
      headers.add(Map.of("name", header.key(), "value", value(header)));
    }
    answer.put("headers", headers);
    answer.put("valueBase64", value == null ? null : Base64.getEncoder().encodeToString(value));
    return JsonOutput.of(answer);
  }
}
