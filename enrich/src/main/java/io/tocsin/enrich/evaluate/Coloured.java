package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.Entity;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** A text on a terminal, its entities in the colour of their type. */
final class Coloured {

  private Coloured() {}

  static String text(String text, List<Entity> entities, Ansi ansi) {
    if (!ansi.enabled()) {
      return text;
    }
    StringBuilder coloured = new StringBuilder();
    int at = 0;
    for (Entity entity : entities) {
      coloured.append(text, at, entity.start());
      coloured.append(colour(entity)).append(entity.text()).append("\u001B[0m");
      at = entity.end();
    }
    return coloured.append(text, at, text.length()).toString();
  }

  private static String colour(Entity entity) {
    return switch (entity.type()) {
      case PERSON -> "\u001B[33m";
      case PLACE -> "\u001B[32m";
      case ORGANISATION -> "\u001B[36m";
    };
  }
}
