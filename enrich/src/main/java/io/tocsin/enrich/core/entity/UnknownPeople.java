package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.WordBorders;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds people of whom only the name is known again where their surname stands alone. */
final class UnknownPeople {

  /** Confidence in a surname that stands alone. */
  static final double BY_SURNAME = 0.5;

  private static final int SHORTEST = 3;

  private UnknownPeople() {}

  /** People by surname in a text, outside the spans of other candidates. */
  static List<Entity> find(
      String text, TextField field, PostContext context, List<PhraseHit<List<Name>>> candidates) {
    if (context.unknownSurnames().isEmpty()) {
      return List.of();
    }
    List<Entity> people = new ArrayList<>();
    BitSet taken = new BitSet();
    candidates.forEach(candidate -> taken.set(candidate.start(), candidate.end()));
    for (String surname : context.unknownSurnames()) {
      if (surname.length() >= SHORTEST) {
        addAll(people, text, field, surname, taken);
      }
    }
    return people;
  }

  private static void addAll(
      List<Entity> people, String text, TextField field, String surname, BitSet taken) {
    int start = text.indexOf(surname);
    while (start >= 0 && people.size() < EntityAnnotator.MOST) {
      int end = start + surname.length();
      if (isFree(text, start, end, taken)) {
        taken.set(start, end);
        people.add(person(surname, field, start, end));
      }
      start = text.indexOf(surname, end);
    }
  }

  private static boolean isFree(String text, int start, int end, BitSet taken) {
    int next = taken.nextSetBit(start);
    return (next < 0 || next >= end)
        && WordBorders.startsWord(text, start)
        && WordBorders.endsWord(text, end);
  }

  private static Entity person(String surname, TextField field, int start, int end) {
    return new Entity(surname, EntityType.PERSON, field, start, end, null, null, BY_SURNAME);
  }
}
