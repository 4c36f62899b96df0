package io.tocsin.training;

import io.tocsin.enrich.core.place.PlaceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the list of places of enrich from the tables of GeoNames. */
public final class PlacesMain {

  private PlacesMain() {}

  /** One argument: the file to write. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("expected the file to write, found " + args.length + " arguments");
      System.exit(2);
    }
    try (OutputStream file = Files.newOutputStream(Path.of(args[0]))) {
      PlaceFile.write(GeoNames.read(), file);
    }
  }
}
