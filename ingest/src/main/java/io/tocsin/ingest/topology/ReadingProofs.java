package io.tocsin.ingest.topology;

import io.tocsin.ingest.core.IdleProof;
import java.util.Optional;

/** Where a stage learns whether its raw partition was read to its end. */
public interface ReadingProofs {

  /** A stage begins to work on a raw partition. */
  void restarted(int partition);

  /** What is known now, given the offset of the last record that the stage has taken, or -1. */
  Optional<IdleProof> proof(int partition, long lastProcessed);

  /** Nobody knows: only records move the clock. */
  static ReadingProofs none() {
    return new ReadingProofs() {
      @Override
      public void restarted(int partition) {
        // nobody is told
      }

      @Override
      public Optional<IdleProof> proof(int partition, long lastProcessed) {
        return Optional.empty();
      }
    };
  }
}
