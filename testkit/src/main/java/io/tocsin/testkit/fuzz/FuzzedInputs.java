package io.tocsin.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.RawPost;
import io.tocsin.avro.RawPostStatus;
import io.tocsin.testkit.RawPosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Raw records made from sound ones by changes that a seed chooses: some are left sound, most are
 * wrong in their text, their JSON, their Avro or their bytes. The record of a number depends on the
 * seed and the number alone, so that one that does harm can be made again.
 */
public final class FuzzedInputs {
  /** Above what ingest takes, and above what Kafka takes by default. */
  private static final int FLOOD = 5_000_000;

  private static final List<RawPostStatus> STATUSES = List.of(RawPostStatus.values());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final long seed;
  private final Function<RawPost, byte[]> avro;

  /**
   * Inputs of a seed.
   *
   * @param avro writes a raw post as it stands on the raw topic
   */
  public FuzzedInputs(long seed, Function<RawPost, byte[]> avro) {
    this.seed = seed;
    this.avro = avro;
  }

  /** The value of the input of a number, from 0. */
  public byte[] at(int number) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    random.nextLong();
    if (random.nextInt(10_000) == 0) {
      return new byte[random.nextBoolean() ? FLOOD : 0];
    }
    RawPosts sound = RawCorpus.POSTS.get(random.nextInt(RawCorpus.POSTS.size()));
    byte[] bytes = random.nextInt(4) == 0 ? avro(sound, random) : json(sound, random);
    return random.nextInt(4) == 0 ? new HostileBytes(random).damage(bytes) : bytes;
  }

  private static byte[] json(RawPosts sound, SplittableRandom random) {
    HostileJson hostile = new HostileJson(random, new HostileTexts(random));
    ObjectNode tree = tree(sound.json());
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      hostile.change(tree);
    }
    String json = tree.toString();
    return (random.nextInt(5) == 0 ? hostile.damage(json) : json).getBytes(UTF_8);
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a builder made no JSON: " + json, e);
    }
  }

  private byte[] avro(RawPosts sound, SplittableRandom random) {
    RawPosts changed = sound;
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      changed = changed.with(raw -> change(raw, random));
    }
    return avro.apply(changed.build());
  }

  private static void change(RawPost.Builder raw, SplittableRandom random) {
    HostileTexts texts = new HostileTexts(random);
    switch (random.nextInt(11)) {
      case 0, 1 -> raw.setTitle(texts.into(raw.getTitle()));
      case 2, 3 -> raw.setBody(texts.into(raw.getBody()));
      case 4 -> raw.setId(texts.into(raw.getId()));
      case 5 -> raw.setRevision((long) random.nextInt(-1, 6));
      case 6 -> raw.setStatus(STATUSES.get(random.nextInt(STATUSES.size())));
      case 7 -> raw.setPublishedAt(Instant.ofEpochMilli(random.nextLong()));
      case 8 -> raw.setUpdatedAt(Instant.ofEpochSecond(random.nextLong(4_000_000_000L)));
      case 9 -> raw.setExtra(Map.of(texts.piece(), texts.into("x")));
      default -> raw.setSource(random.nextInt(4) == 0 ? texts.into("wire") : "wire");
    }
  }
}
