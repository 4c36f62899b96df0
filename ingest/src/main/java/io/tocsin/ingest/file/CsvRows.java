package io.tocsin.ingest.file;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.tocsin.ingest.core.Limits;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, each a post by the columns' names. */
final class CsvRows implements FileItems {
  private static final CsvFactory CSV = factory();

  private final RowReader in;
  private final CsvParser rows;
  private final CsvColumns columns;
  private long line = 1;

  /**
   * Reads the names of the columns.
   *
   * @throws IOException if the file cannot be read, or does not fit the layout: names what is
   *     missing
   */
  CsvRows(Reader text, CsvLayout layout, char delimiter) throws IOException {
    this.in = new RowReader(text);
    this.rows = CSV.createParser(in);
    rows.setSchema(CsvSchema.emptySchema().withColumnSeparator(delimiter));
    this.columns =
        new CsvColumns(layout.columns().isEmpty() ? firstRow() : layout.columns(), layout);
  }

  private static CsvFactory factory() {
    return CsvFactory.builder()
        .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
        .streamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Limits.RECORD_BYTES).build())
        .build();
  }

  private List<String> firstRow() throws IOException {
    String[] first = read();
    if (first == null) {
      throw new IOException("no row; expected one with the names of the columns");
    }
    return Arrays.stream(first).map(name -> name.strip().replaceFirst("^\uFEFF", "")).toList();
  }

  @Override
  public @Nullable FileItem next() throws IOException {
    String[] row = read();
    return row == null ? null : columns.item(line, row);
  }

  /** A cell that does not end takes all behind it along, so nothing can be read after a fault. */
  private String @Nullable [] read() throws IOException {
    if (rows.nextToken() != JsonToken.START_ARRAY) {
      return null;
    }
    List<String> cells = new ArrayList<>();
    while (rows.nextToken() != JsonToken.END_ARRAY) {
      line = cells.isEmpty() ? rows.currentTokenLocation().getLineNr() : line;
      cells.add(rows.getText());
    }
    in.rowTaken();
    return cells.toArray(new String[0]);
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
