package io.tocsin.ingest.receive;

/** What is counted of a request against the {@link Budget}; rather too much than too little. */
final class RequestCost {
  private static final long REQUEST = 16L << 10;
  private static final long POST = 1L << 10;
  private static final long COPIES = 2;

  private RequestCost() {}

  /** Its headers, its connection's buffers, its answer's beginning. */
  static long ofRequest() {
    return REQUEST;
  }

  /** A body is there as it was read and as its posts. */
  static long ofBody(long bytes) {
    return COPIES * bytes;
  }

  /** What is answered of them. */
  static long ofPosts(int posts) {
    return POST * posts;
  }
}
