package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings what the tagger found and what the dictionaries know into one list.
 *
 * <ul>
 *   <li>Where both have the same words, the tagger tells the type and the dictionary what is meant.
 *       Who is a person to the dictionaries (by the full name elsewhere in the post, say) is one;
 *       what is a place to them and a person to the tagger loses their meaning, unless its name has
 *       several words (Kryvyi Rih): nobody is called so.
 *   <li>Several places that the tagger took for one (Russia-Ukraine) are several.
 *   <li>A known place with common words behind it (Odesa harbour) is that place; a known
 *       organisation with words that say of what kind it is (Xinhua news agency) is that
 *       organisation, under the tagger's words.
 *   <li>Where they overlap otherwise, the longer one stays; of equally long ones the dictionary's.
 *   <li>What only the tagger found stays without a link; what only the dictionaries found stays
 *       with theirs.
 * </ul>
 */
final class TaggedNames {

  private static final Set<String> KINDS =
      Set.of(
          ("agency airline bank broadcaster channel company corporation daily magazine militia network"
                  + " news newspaper organisation organization party radio television TV website")
              .split(" "));

  private TaggedNames() {}

  /**
   * One list of both.
   *
   * @param tagged in reading order
   * @param known in reading order
   * @return in reading order, nothing overlapping
   */
  static List<Entity> merge(List<Entity> tagged, List<Entity> known) {
    List<Entity> merged = new ArrayList<>();
    int next = 0;
    for (Entity name : tagged) {
      while (next < known.size() && isBefore(known.get(next), name)) {
        add(merged, known.get(next++));
      }
      int first = next;
      while (next < known.size() && !isBefore(name, known.get(next))) {
        next++;
      }
      choose(name, known.subList(first, next)).forEach(entity -> add(merged, entity));
    }
    known.subList(next, known.size()).forEach(entity -> add(merged, entity));
    return merged;
  }

  /** Something chosen before may reach into what follows; then that is left out. */
  private static void add(List<Entity> merged, Entity entity) {
    if (merged.isEmpty() || isBefore(merged.get(merged.size() - 1), entity)) {
      merged.add(entity);
    }
  }

  private static List<Entity> choose(Entity tagged, List<Entity> overlapping) {
    boolean places = overlapping.stream().allMatch(entity -> entity.type() == EntityType.PLACE);
    if (overlapping.size() > 1 && places && tagged.type() == EntityType.PLACE) {
      return overlapping;
    }
    Entity chosen = tagged;
    for (Entity known : overlapping) {
      chosen = choose(chosen, known);
    }
    return List.of(chosen);
  }

  private static Entity choose(Entity tagged, Entity known) {
    if (tagged.start() == known.start() && tagged.end() == known.end()) {
      return linked(tagged, known);
    }
    if (saysItsKind(tagged, known)) {
      return linked(tagged, known);
    }
    return length(tagged) > length(known) && !describes(tagged, known) ? tagged : known;
  }

  /** Whether only words for what kind of organisation it is follow its name. */
  private static boolean saysItsKind(Entity tagged, Entity known) {
    if (known.type() != EntityType.ORGANISATION
        || tagged.type() != EntityType.ORGANISATION
        || known.start() != tagged.start()
        || length(tagged) <= length(known)) {
      return false;
    }
    String rest = tagged.text().substring(length(known));
    return rest.startsWith(" ") && KINDS.containsAll(List.of(rest.strip().split(" +")));
  }

  /** Whether a place is only described further: the harbour of Odesa is in Odesa. */
  private static boolean describes(Entity tagged, Entity known) {
    if (known.type() != EntityType.PLACE
        || tagged.type() != EntityType.PLACE
        || known.start() != tagged.start()) {
      return false;
    }
    String rest = tagged.text().substring(known.end() - known.start()).strip();
    return !rest.isEmpty() && Character.isLowerCase(rest.codePointAt(0));
  }

  private static Entity linked(Entity tagged, Entity known) {
    boolean misread = tagged.type() == EntityType.PERSON && isPlaceOfSeveralWords(known);
    boolean certain = known.type() == EntityType.PERSON || misread;
    boolean sameKind = certain || tagged.type() != EntityType.PERSON;
    return new Entity(
        tagged.text(),
        certain ? known.type() : tagged.type(),
        tagged.field(),
        tagged.start(),
        tagged.end(),
        sameKind ? known.link() : null,
        sameKind ? known.country() : null,
        Math.max(tagged.confidence(), sameKind ? known.confidence() : 0));
  }

  private static boolean isPlaceOfSeveralWords(Entity known) {
    return known.type() == EntityType.PLACE && known.text().indexOf(' ') > 0;
  }

  private static boolean isBefore(Entity first, Entity second) {
    int fields = first.field().compareTo(second.field());
    return fields < 0 || (fields == 0 && first.end() <= second.start());
  }

  private static int length(Entity entity) {
    return entity.end() - entity.start();
  }
}
