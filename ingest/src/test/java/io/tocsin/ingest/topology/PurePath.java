package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Post;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.PostCleaner;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.core.Reading.Rejected;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.core.RevisionMemory;
import io.tocsin.ingest.core.RevisionTracker;
import io.tocsin.ingest.core.TimeRules;
import io.tocsin.ingest.core.Verdict;
import io.tocsin.ingest.core.Verdict.Effective;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the topology does to a raw record, without Kafka; counts where each one ended. */
final class PurePath {
  private final RawRecords records;
  private final PostCleaner cleaner = new PostCleaner(TimeRules.DEFAULT);
  private final RevisionTracker tracker =
      new RevisionTracker(TimeRules.DEFAULT, Duration.ofDays(30));
  private final Map<String, RevisionMemory> memories = new HashMap<>();
  final Map<RejectReason, Integer> refused = new EnumMap<>(RejectReason.class);
  int effective;
  int dropped;

  private PurePath(RawRecords records) {
    this.records = records;
  }

  static PurePath over(Topics topics) {
    return new PurePath(
        new RawRecords(topics.rawPosts().name(), topics.rawPostSerde().deserializer()));
  }

  /** The post, if the record changes one. */
  Optional<Post> take(byte[] value, Instant seenAt) {
    Reading<CleanPost> reading =
        records.read(value).then(post -> cleaner.clean(post, seenAt, false));
    if (reading instanceof Rejected<CleanPost> rejected) {
      refused.merge(rejected.reason(), 1, Integer::sum);
      assertThat(rejected.detail()).isNotBlank().hasSizeLessThan(1_000);
      return Optional.empty();
    }
    return judge(((Accepted<CleanPost>) reading).value());
  }

  private Optional<Post> judge(CleanPost post) {
    CleanPost carried = AvroPosts.clean(AvroPosts.unnumbered(post));
    Verdict verdict = tracker.judge(memories.get(carried.postKey()), carried);
    memories.put(carried.postKey(), MemoryCodec.read(MemoryCodec.write(verdict.memory())));
    if (verdict instanceof Effective changed) {
      effective++;
      return Optional.of(AvroPosts.numbered(changed.revision()));
    }
    dropped++;
    return Optional.empty();
  }

  int refusals() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }
}
