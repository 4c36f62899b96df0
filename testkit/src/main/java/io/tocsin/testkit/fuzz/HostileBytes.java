package io.tocsin.testkit.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes without knowing what they mean. */
final class HostileBytes {
  private static final byte[][] INVALID_UTF8 = {
    {(byte) 0xff},
    {(byte) 0xc3},
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
    {(byte) 0x80}
  };

  private final SplittableRandom random;

  HostileBytes(SplittableRandom random) {
    this.random = random;
  }

  byte[] damage(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> flipped(bytes);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      case 5 -> inserted(bytes, at, INVALID_UTF8[random.nextInt(INVALID_UTF8.length)]);
      case 6 -> inserted(bytes, at, Arrays.copyOfRange(bytes, at, end));
      default -> inserted(bytes, at, noise());
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] out = bytes.clone();
    for (int i = random.nextInt(4); i >= 0 && out.length > 0; i--) {
      out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return out;
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(8)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] more) {
    return joined(
        joined(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] out = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, out, first.length, second.length);
    return out;
  }
}
