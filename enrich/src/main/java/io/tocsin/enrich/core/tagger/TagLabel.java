package io.tocsin.enrich.core.tagger;

import io.tocsin.enrich.core.EntityType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tagger says of a token: outside of every name, or the first, an inner, the last or the
 * only word of the name of a person, place or organisation.
 */
public enum TagLabel {
  OUTSIDE(null, Position.OUTSIDE),
  FIRST_PERSON(EntityType.PERSON, Position.FIRST),
  INNER_PERSON(EntityType.PERSON, Position.INNER),
  LAST_PERSON(EntityType.PERSON, Position.LAST),
  ONLY_PERSON(EntityType.PERSON, Position.ONLY),
  FIRST_PLACE(EntityType.PLACE, Position.FIRST),
  INNER_PLACE(EntityType.PLACE, Position.INNER),
  LAST_PLACE(EntityType.PLACE, Position.LAST),
  ONLY_PLACE(EntityType.PLACE, Position.ONLY),
  FIRST_ORGANISATION(EntityType.ORGANISATION, Position.FIRST),
  INNER_ORGANISATION(EntityType.ORGANISATION, Position.INNER),
  LAST_ORGANISATION(EntityType.ORGANISATION, Position.LAST),
  ONLY_ORGANISATION(EntityType.ORGANISATION, Position.ONLY);

  /** How many labels there are. */
  public static final int COUNT = values().length;

  private static final TagLabel[] BY_INDEX = values();

  private final @Nullable EntityType type;
  private final Position position;

  TagLabel(@Nullable EntityType type, Position position) {
    this.type = type;
    this.position = position;
  }

  /** The label with this index, which is its place in the order above. */
  public static TagLabel of(int index) {
    return BY_INDEX[index];
  }

  /** The label of a word at this position of a name of this type. */
  public static TagLabel of(EntityType type, boolean first, boolean last) {
    Position wanted =
        first ? (last ? Position.ONLY : Position.FIRST) : (last ? Position.LAST : Position.INNER);
    for (TagLabel label : BY_INDEX) {
      if (label.type == type && label.position == wanted) {
        return label;
      }
    }
    throw new IllegalArgumentException(type + ": expected PERSON, PLACE or ORGANISATION");
  }

  /** Where its scores stand in a row; part of the model's format. */
  public int index() {
    return Arrays.asList(BY_INDEX).indexOf(this);
  }

  /** The type of the name; nothing outside of names. */
  public Optional<EntityType> type() {
    return Optional.ofNullable(type);
  }

  /** True if a name begins here. */
  public boolean begins() {
    return position == Position.FIRST || position == Position.ONLY;
  }

  /** True if a name ends here. */
  public boolean ends() {
    return position == Position.LAST || position == Position.ONLY;
  }

  /** True if this label may stand before another. */
  public boolean mayPrecede(TagLabel next) {
    return isOpen()
        ? next.type == type && (next.position == Position.INNER || next.position == Position.LAST)
        : next.mayBegin();
  }

  /** True if this label may be the first of a sentence. */
  public boolean mayBegin() {
    return position == Position.OUTSIDE || begins();
  }

  /** True if this label may be the last of a sentence. */
  public boolean mayEnd() {
    return !isOpen();
  }

  private boolean isOpen() {
    return position == Position.FIRST || position == Position.INNER;
  }

  private enum Position {
    OUTSIDE,
    FIRST,
    INNER,
    LAST,
    ONLY
  }
}
