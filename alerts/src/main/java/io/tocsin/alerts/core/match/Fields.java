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

  private static final String AS_WRITTEN = "=";

  private Fields() {}

  /** The field of the words exactly as they are written in the title or body; for queries only. */
  static String asWritten(String field) {
    return field + AS_WRITTEN;
  }

  static boolean isAsWritten(String field) {
    return field.endsWith(AS_WRITTEN);
  }

  /** The number of a field, whether its words are compared as written or not. */
  static int number(String field) {
    return ALL.indexOf(isAsWritten(field) ? field.substring(0, field.length() - 1) : field);
  }
}
