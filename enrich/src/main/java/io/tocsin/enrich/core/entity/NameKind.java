package io.tocsin.enrich.core.entity;

/** What a phrase of the dictionaries is. */
enum NameKind {
  /** A country, region, city or site. */
  PLACE,
  /** An organisation, or the house that stands for it. */
  ORGANISATION,
  /** A person's full name. */
  PERSON,
  /** A surname, or whatever else a person is called by in short. */
  SHORT_NAME,
  /** A given name: with a capitalised word behind it, a person of whom nothing more is known. */
  GIVEN_NAME,
  /** A phrase that holds a name and does not name it. */
  HIDDEN,
  /** A word that decides between the meanings of another name. */
  CUE
}
