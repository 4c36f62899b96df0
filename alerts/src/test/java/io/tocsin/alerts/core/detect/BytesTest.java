package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the array takes is what the JDK's streams would write. */
class BytesTest {

  @Property(tries = 200)
  void shouldWriteAsTheStreamOfTheJdkDoes(@ForAll long seed, @ForAll String text)
      throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    Bytes.Sink sink = new Bytes.Sink(1);
    write(seed, text, new DataOutputStream(expected));
    write(seed, text, sink);
    assertThat(sink.toBytes()).isEqualTo(expected.toByteArray());
  }

  private static void write(long seed, String text, DataOutput out) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      switch (random.nextInt(13)) {
        case 0 -> out.write(random.nextInt());
        case 1 -> out.writeByte(random.nextInt());
        case 2 -> out.writeBoolean(random.nextBoolean());
        case 3 -> out.writeShort(random.nextInt());
        case 4 -> out.writeChar(random.nextInt());
        case 5 -> out.writeInt(random.nextInt());
        case 6 -> out.writeLong(random.nextLong());
        case 7 -> out.writeFloat(Float.intBitsToFloat(random.nextInt()));
        case 8 -> out.writeDouble(Double.longBitsToDouble(random.nextLong()));
        case 9 -> out.writeBytes(text);
        case 10 -> out.writeChars(text);
        case 11 -> out.writeUTF(text);
        default -> out.write(new byte[] {1, 2, 3}, 1, random.nextInt(3));
      }
    }
  }
}
