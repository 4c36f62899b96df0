package io.tocsin.ingest.file;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rows become posts.
 *
 * @param fields the column of each field that has another name than its own, by field
 * @param columns names of the columns; empty when the first row has them
 * @param delimiter between the cells; null for a tab where the name ends with tsv, else a comma
 * @param source who published the posts of files without a column for it
 */
record CsvLayout(
    Map<String, String> fields,
    List<String> columns,
    @Nullable Character delimiter,
    @Nullable String source) {

  /** Columns that are called as the fields are, named in the first row. */
  static final CsvLayout STANDARD = new CsvLayout(Map.of(), List.of(), null, null);

  CsvLayout {
    fields = Map.copyOf(fields);
    columns = List.copyOf(columns);
  }
}
