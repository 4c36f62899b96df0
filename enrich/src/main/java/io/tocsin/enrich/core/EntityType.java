package io.tocsin.enrich.core;

/** What kind of thing an entity is. */
public enum EntityType {
  PERSON,
  ORGANISATION,
  PLACE
}
