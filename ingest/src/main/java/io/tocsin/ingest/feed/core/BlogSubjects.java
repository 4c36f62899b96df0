package io.tocsin.ingest.feed.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.ingest.core.Limits;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page says in schema.org's words it is about: names of its subjects and places, parted by
 * semicolons; whole ones only, {@value Limits#COLLECTION_ABOUT} characters together at most.
 */
final class BlogSubjects {
  private static final List<String> SUBJECTS =
      List.of("about", "contentLocation", "spatialCoverage");

  /** Fields of a thing that say where it is; of an address, what it is made of. */
  private static final List<String> PARTS =
      List.of(
          "location",
          "containedInPlace",
          "address",
          "addressLocality",
          "addressRegion",
          "addressCountry");

  private static final Pattern CODE = Pattern.compile("[A-Z]{2}");
  private static final int DEEPEST = 4;
  private static final int MOST_NAMES = 100;

  private final Set<String> names = new LinkedHashSet<>();

  private BlogSubjects() {}

  /** What it says; empty if nothing. */
  static String of(JsonNode blog) {
    BlogSubjects subjects = new BlogSubjects();
    SUBJECTS.forEach(field -> subjects.addAll(field, blog.get(field), 0));
    StringBuilder said = new StringBuilder();
    for (String name : subjects.names) {
      String parted = said.isEmpty() ? name : "; " + name;
      if (said.length() + parted.length() <= Limits.COLLECTION_ABOUT) {
        said.append(parted);
      }
    }
    return said.toString();
  }

  private void addAll(String field, @Nullable JsonNode things, int depth) {
    FeedJson.each(things).limit(MOST_NAMES).forEach(thing -> add(field, thing, depth));
  }

  private void add(String field, JsonNode thing, int depth) {
    String name = thing.isValueNode() ? thing.asText("") : FeedJson.text(thing, "name");
    if (name != null && !name.isBlank() && names.size() < MOST_NAMES) {
      names.add(field.equals("addressCountry") ? country(name.strip()) : name.strip());
    }
    if (thing.isObject() && depth < DEEPEST) {
      PARTS.forEach(part -> addAll(part, thing.get(part), depth + 1));
    }
  }

  /** In an address, two capitals are an ISO 3166 code; a name says more to a reader. */
  private static String country(String name) {
    return CODE.matcher(name).matches()
        ? new Locale("", name).getDisplayCountry(Locale.ENGLISH)
        : name;
  }
}
