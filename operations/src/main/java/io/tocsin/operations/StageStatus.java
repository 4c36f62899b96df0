package io.tocsin.operations;

import io.tocsin.avro.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The last sign of life of one partition of one stage.
 *
 * @param service the service
 * @param stage its stage
 * @param partition the partition
 * @param at when it was given, by the clock of its host
 * @param silentFor how long ago that is
 * @param mode live or event
 * @param watermark how far its clock has come; null before the first watermark
 * @param behind wall clock less watermark; null in event mode and before the first watermark
 * @param ruleSetHash hash of the rules in force; null but for alerts
 */
record StageStatus(
    String service,
    String stage,
    int partition,
    Instant at,
    Duration silentFor,
    String mode,
    @Nullable Instant watermark,
    @Nullable Duration behind,
    @Nullable String ruleSetHash) {

  static StageStatus of(ServiceStatus sign, Instant now) {
    String mode = sign.getMode().name().toLowerCase(Locale.ROOT);
    Instant watermark = sign.getWatermark();
    boolean follows = watermark != null && mode.equals("live");
    return new StageStatus(
        sign.getService(),
        sign.getStage(),
        sign.getPartition(),
        sign.getAt(),
        Duration.between(sign.getAt(), now),
        mode,
        watermark,
        follows ? Duration.between(watermark, now) : null,
        sign.getRuleSetHash());
  }

  /** Name of the stage among all. */
  String name() {
    return service + "/" + stage;
  }
}
