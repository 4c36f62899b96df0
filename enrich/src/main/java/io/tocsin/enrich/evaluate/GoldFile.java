package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.evaluate.GoldPost.Answer;
import io.tocsin.enrich.evaluate.GoldPost.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads posts with marks that people write by hand: a post a line, {@code [words|what is right]},
 * right answers parted by " or "; before a post, in braces, may stand what it is part of and,
 * behind a bar, what that is about; comments behind {@code #} at the start of a line.
 */
final class GoldFile {

  private static final Pattern MARK = Pattern.compile("\\[([^\\[\\]|]+)\\|([^\\[\\]|]+)\\]");
  private static final Pattern LINK =
      Pattern.compile("iso3166:[A-Z]{2}|geonames:[0-9]+|wikidata:Q[0-9]+");
  private static final Pattern WITH_COUNTRY = Pattern.compile("(country|tag) ([A-Z]{2})");

  private GoldFile() {}

  /**
   * The posts of a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a mark is not as expected; it names file, line and mark
   */
  static List<GoldPost> read(Path file) throws IOException {
    List<GoldPost> posts = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
        posts.add(post(file.getFileName() + ":" + (i + 1), lines.get(i)));
      }
    }
    return posts;
  }

  private static GoldPost post(String place, String line) {
    if (!line.startsWith("{")) {
      return post(place, line, null, null);
    }
    int end = line.indexOf('}');
    if (end < 0) {
      throw new IllegalArgumentException(
          place + ": expected {what the post is part of} before the post, found no closing brace");
    }
    String[] part = line.substring(1, end).split("\\|", 2);
    String about = part.length == 2 ? part[1] : null;
    return post(place, line.substring(end + 1).stripLeading(), part[0], about);
  }

  private static GoldPost post(
      String place, String line, @Nullable String collection, @Nullable String about) {
    StringBuilder text = new StringBuilder();
    List<Mention> mentions = new ArrayList<>();
    Matcher mark = MARK.matcher(line);
    int at = 0;
    while (mark.find()) {
      text.append(line, at, mark.start());
      int start = text.length();
      text.append(mark.group(1));
      List<Answer> right =
          Arrays.stream(mark.group(2).split(" or ", -1))
              .map(answer -> answer(place, answer.strip()))
              .toList();
      mentions.add(new Mention(start, text.length(), right));
      at = mark.end();
    }
    text.append(line, at, line.length());
    if (text.indexOf("[") >= 0 || text.indexOf("]") >= 0) {
      throw new IllegalArgumentException(
          place + ": expected marks as [words|what is right], found a bracket that is none");
    }
    return new GoldPost(place, text.toString(), collection, about, mentions);
  }

  private static Answer answer(String place, String answer) {
    if (LINK.matcher(answer).matches()) {
      return new Answer.Linked(answer);
    }
    Matcher country = WITH_COUNTRY.matcher(answer);
    if (country.matches()) {
      return country.group(1).equals("tag")
          ? new Answer.Tagged(country.group(2))
          : new Answer.OfCountry(country.group(2));
    }
    return switch (answer) {
      case "person" -> new Answer.OfType(EntityType.PERSON);
      case "organisation" -> new Answer.OfType(EntityType.ORGANISATION);
      case "place" -> new Answer.OfType(EntityType.PLACE);
      case "none" -> new Answer.Nothing();
      default ->
          throw new IllegalArgumentException(
              "%s: expected iso3166:XX, geonames:N, wikidata:QN, country XX, tag XX, person, organisation, place or none, found \"%s\""
                  .formatted(place, answer));
    };
  }
}
