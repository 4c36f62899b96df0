package io.tocsin.enrich.core.dictionary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A dictionary as a text file: UTF-8, one entry a line, columns parted by tabs, lists within a
 * column by {@code |}, comments behind {@code #} at the start of a line.
 */
public final class Tsv {

  private Tsv() {}

  /**
   * The entries of a dictionary that lies beside this class, in order.
   *
   * @param name file name
   * @param columns how many columns each line must have; trailing empty ones may be left out
   * @throws IllegalArgumentException if a line has more, or begins with an empty column
   */
  public static List<Row> read(String name, int columns) {
    InputStream file = Tsv.class.getResourceAsStream(name);
    if (file == null) {
      throw new IllegalArgumentException("no dictionary " + name);
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return rows(name, columns, reader);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Row> rows(String name, int columns, BufferedReader reader)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(name + ":" + number, columns, line));
      }
    }
    return rows;
  }

  private static Row row(String place, int columns, String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length > columns || cells[0].isBlank()) {
      throw new IllegalArgumentException(
          place + ": expected 1 to " + columns + " columns, the first filled: " + line);
    }
    String[] filled = Arrays.copyOf(cells, columns);
    for (int i = 0; i < columns; i++) {
      filled[i] = i < cells.length ? cells[i].strip() : "";
    }
    return new Row(place, List.of(filled));
  }

  /**
   * One entry.
   *
   * @param place file and line, for messages
   * @param cells the columns, stripped; empty where left out
   */
  public record Row(String place, List<String> cells) {

    /** The column with this index, from 0. */
    public String cell(int index) {
      return cells.get(index);
    }

    /** The list in the column with this index; empty for an empty column. */
    public List<String> list(int index) {
      String cell = cells.get(index);
      return cell.isEmpty()
          ? List.of()
          : Arrays.stream(cell.split("\\|", -1)).map(String::strip).toList();
    }

    /** An error that names this entry. */
    public IllegalArgumentException error(String problem) {
      return new IllegalArgumentException(place + ": " + problem);
    }
  }
}
