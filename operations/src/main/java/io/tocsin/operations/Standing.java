package io.tocsin.operations;

/** Whether a dead letter can be sent back, and if not, why. */
enum Standing {
  /** It can. */
  READY("ready", "can be sent back"),
  /** It was. */
  SENT("sent", "was sent back before; --again sends it once more"),
  /** The record was sent back and refused again. */
  RETURNED("returned", "was sent back and refused again; --again sends it once more"),
  /** Only its beginning is kept. */
  CUT("cut", "only the beginning of its bytes is kept; --position and --value give the whole"),
  /** It holds what could not be written. */
  OUTPUT("output", "holds what could not be written, not what was read: send the post again"),
  /** A watermark or the like. */
  CONTROL("control", "is a control record; nobody but ingest sends them"),
  /** It came from a topic between the stages of a service. */
  INTERNAL("internal", "came from a topic within the service: send the post again"),
  /** An alert event that a receiver has not got. */
  DELIVERY(
      "delivery",
      "is an alert event for one receiver, and its topic is read by all: set the receiver's group"
          + " back"),
  /** No record caused it. */
  NO_RECORD("no-record", "no record caused it"),
  /** A newer revision of the post has passed. */
  SUPERSEDED("superseded", "a newer revision of the post has passed since"),
  /** Its topic does not take so many bytes. */
  TOO_LARGE(
      "too-large", "is larger than its topic takes; --position and --value give a shorter one");

  private final String text;
  private final String meaning;

  Standing(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** For tables and machines. */
  String text() {
    return text;
  }

  /** For people: what follows "the letter". */
  String meaning() {
    return meaning;
  }
}
