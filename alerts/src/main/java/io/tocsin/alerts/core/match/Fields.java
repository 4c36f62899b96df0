package io.tocsin.alerts.core.match;

import java.util.List;

/** The fields that a query can name. */
final class Fields {

  static final String TITLE = "title";
  static final String BODY = "body";
  static final String ENTITY = "entity";
  static final String TAG = "tag";

  /** Where words without a field are looked for. */
  static final List<String> DEFAULT = List.of(TITLE, BODY);

  static final List<String> ALL = List.of(TITLE, BODY, ENTITY, TAG);

  private Fields() {}
}
