package io.tocsin.enrich.core;

/** A text of a post that an entity can stand in. */
public enum TextField {
  TITLE,
  BODY
}
