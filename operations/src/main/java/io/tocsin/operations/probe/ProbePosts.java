package io.tocsin.operations.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.runtime.probe.ProbeRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * The posts of the probe. Through each partition goes one post, of which whatever is sent is a
 * revision, so that no store and no compacted topic grows. They carry neither a number nor a time
 * of their revision: what comes later is newer, also when the clock of the host was set back.
 */
final class ProbePosts {
  private static final String TOKEN = "probe";

  private ProbePosts() {}

  /** For each partition the id of the post that goes through it. */
  static List<String> ids(int partitions) {
    SortedMap<Integer, String> ids = new TreeMap<>();
    for (int number = 0; ids.size() < partitions; number++) {
      String id = Integer.toString(number);
      byte[] key = ProbeRecords.key(id).getBytes(UTF_8);
      ids.putIfAbsent(BuiltInPartitioner.partitionForKey(key, partitions), id);
    }
    return List.copyOf(ids.values());
  }

  /**
   * A revision as JSON.
   *
   * @param id of the post
   * @param token of this revision alone: its text differs from all others by it
   * @param at when it is sent
   */
  static byte[] json(String id, String token, Instant at) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", ProbeRecords.SOURCE).put("id", id);
    json.put("publishedAt", at.toString());
    json.put("title", "End-to-end probe " + token);
    json.put("language", "en");
    json.putObject("extra").put(TOKEN, token);
    return json.toString().getBytes(UTF_8);
  }

  /** The token of a revision that has come through. */
  static Optional<String> token(EnrichedPost post) {
    return Optional.ofNullable(post.getPost().getExtra().get(TOKEN));
  }
}
