package io.tocsin.ingest.core;

/** Why a raw record cannot become a post; the code is what stands in the dead letter. */
public enum RejectReason {
  EMPTY_VALUE("empty-value"),
  TOO_LARGE("too-large"),
  INVALID_UTF8("invalid-utf8"),
  BROKEN_JSON("broken-json"),
  BROKEN_AVRO("broken-avro"),
  WRONG_SHAPE("wrong-shape"),
  MISSING_FIELD("missing-field"),
  WRONG_TYPE("wrong-type"),
  BAD_DATE("bad-date"),
  BAD_STATUS("bad-status"),
  BAD_NUMBER("bad-number"),
  FIELD_TOO_LONG("field-too-long"),
  RESERVED_CHARACTER("reserved-character"),
  /** At doors alone: on the raw topic it cannot be told who sends. */
  RESERVED_SOURCE("reserved-source"),
  CONTROL_CHARACTER("control-character"),
  NO_TEXT("no-text"),
  CONTROL_RECORD("control-record");

  private final String code;

  RejectReason(String code) {
    this.code = code;
  }

  /** The stable, lower-case code of the reason. */
  public String code() {
    return code;
  }
}
