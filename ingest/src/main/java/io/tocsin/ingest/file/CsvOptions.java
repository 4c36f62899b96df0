package io.tocsin.ingest.file;

import io.tocsin.avro.RawPost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How rows of CSV become posts, on the command line. */
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class CsvOptions {
  private static final String EXTRA = "extra";
  private static final Set<String> FIELDS =
      RawPost.getClassSchema().getFields().stream()
          .map(Schema.Field::name)
          .filter(name -> !name.equals(EXTRA))
          .collect(Collectors.toCollection(TreeSet::new));

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--map",
      split = ",",
      paramLabel = "FIELD=COLUMN",
      description = {
        "CSV: the column of each field that is not called as the field is, for instance",
        "title=Headline,body=Text. Columns of no field go to extra."
      })
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "CSV: names of the columns, when the first row is a post already.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR|tab",
      description = "CSV: what parts the cells; a comma, or a tab where the name ends with tsv.")
  private @Nullable String delimiter;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "CSV: who published the posts, where no column says so.")
  private @Nullable String source;

  CsvLayout layout() {
    for (String field : fields.keySet()) {
      if (!FIELDS.contains(field)) {
        throw wrong("--map", field, "one of the fields " + String.join(", ", FIELDS));
      }
    }
    return new CsvLayout(fields, columns, delimiter(), source);
  }

  private @Nullable Character delimiter() {
    if (delimiter == null || delimiter.equals("tab")) {
      return delimiter == null ? null : '\t';
    }
    if (delimiter.length() != 1 || delimiter.equals("\"") || delimiter.isBlank()) {
      throw wrong("--delimiter", delimiter, "one character, no quote and no space, or tab");
    }
    return delimiter.charAt(0);
  }

  private ParameterException wrong(String option, String value, String expected) {
    return new ParameterException(
        spec.commandLine(), option + " = \"" + value + "\": expected " + expected);
  }
}
