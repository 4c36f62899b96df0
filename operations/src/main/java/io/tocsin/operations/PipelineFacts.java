package io.tocsin.operations;

import io.tocsin.runtime.http.Health;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a namespace at one moment.
 *
 * @param namespace the namespace
 * @param at when it was looked at
 * @param missingTopics topics of the catalogue that do not exist
 * @param stages the last signs of life, by service, stage and partition
 * @param lags what each service has not read yet, by partition
 * @param deadLetters dead letters of the last hour by service and reason
 * @param registry what the registry answered
 * @param openAlerts alerts that ring
 * @param sources how the sources are
 * @param lastPost when a source's newest post came in, see {@link SourceFacts#lastPost()}
 */
record PipelineFacts(
    String namespace,
    Instant at,
    List<String> missingTopics,
    List<StageStatus> stages,
    List<PartitionLag> lags,
    SortedMap<String, Map<String, Integer>> deadLetters,
    Health.Check registry,
    int openAlerts,
    SourceFacts sources,
    @Nullable Instant lastPost) {

  /**
   * How far a service is behind the end of one partition.
   *
   * @param service the service
   * @param topic what it reads
   * @param partition the partition
   * @param lag offsets that it has not read
   */
  record PartitionLag(String service, String topic, int partition, long lag) {}
}
