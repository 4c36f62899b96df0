package io.tocsin.ingest.receive;

import io.tocsin.ingest.door.Receipt;

/** What became of one post of a request. */
sealed interface Outcome {

  /** It is on the raw topic. */
  record Taken(String post, Receipt receipt) implements Outcome {}

  /** It breaks the contract; the same again will be refused again. */
  record Refused(String reason, String detail) implements Outcome {}

  /** The broker did not say that it has it; it may be sent again. */
  record Failed(String post, String detail) implements Outcome {}
}
