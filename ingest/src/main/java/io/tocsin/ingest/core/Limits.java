package io.tocsin.ingest.core;

/** How long the parts of a raw post may be; lengths are in characters unless they say bytes. */
public final class Limits {
  public static final int RECORD_BYTES = 1 << 20;
  public static final int SOURCE = 200;
  public static final int ID = 500;
  public static final int TITLE = 2_000;
  public static final int BODY = 200_000;
  public static final int URL = 4_000;
  public static final int LANGUAGE = 100;
  public static final int AUTHOR = 1_000;
  public static final int COLLECTION = 500;
  public static final int COLLECTION_ABOUT = 2_000;

  /** Entries of {@code extra} beyond these are left out, longer texts are cut. */
  public static final int EXTRA_ENTRIES = 50;

  public static final int EXTRA_KEY = 100;
  public static final int EXTRA_VALUE = 2_000;
  public static final int EXTRA_TOTAL = 20_000;

  private Limits() {}
}
