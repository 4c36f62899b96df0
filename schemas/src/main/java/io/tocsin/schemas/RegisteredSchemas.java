package io.tocsin.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tocsin.schemas.SubjectState.Fit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/**
 * The registry for those who run it: what it holds of our subjects, registering ahead of the first
 * record, and removing what nobody needs any more. Whether schemas fit is judged here, whatever
 * level the registry goes by. It asks once and does not wait.
 */
public final class RegisteredSchemas {
  private static final int NOT_FOUND = 404;
  private static final SchemaValidator FULL_TRANSITIVE =
      new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

  private final SchemaRegistryClient client;
  private final String url;

  RegisteredSchemas(SchemaRegistryClient client, String url) {
    this.client = client;
    this.url = url;
  }

  /** A registry that speaks Confluent's API; see {@link AvroSerdes#connect}. */
  public static RegisteredSchemas connect(String url, Map<String, ?> settings) {
    return new RegisteredSchemas(
        AvroSerdes.client(url, settings), AvroSerdes.withoutCredentials(url));
  }

  /**
   * Compares what is registered with a schema of ours; changes nothing.
   *
   * @throws RegistryUnavailableException if the registry cannot be asked
   */
  public SubjectState state(String subject, Schema ours) {
    return ask("tell of " + subject, () -> compare(subject, ours));
  }

  /**
   * Registers a schema of ours and sets the compatibility level of its subject. What does not fit
   * is left alone.
   *
   * @return the state before
   * @throws RegistryUnavailableException if the registry cannot be asked
   */
  public SubjectState register(String subject, Schema ours) {
    SubjectState before = state(subject, ours);
    if (before.fit() != Fit.INCOMPATIBLE && !before.isFine()) {
      ask(
          "register " + ours.getFullName() + " as " + subject,
          () -> {
            client.register(subject, new AvroSchema(ours));
            return client.updateCompatibility(subject, SchemaDirectory.COMPATIBILITY);
          });
    }
    return before;
  }

  /**
   * The subjects that begin so, those among them that are marked as deleted and still take their
   * names.
   *
   * @throws RegistryUnavailableException if the registry cannot be asked
   */
  public SortedSet<String> subjects(String prefix) {
    return ask(
        "list the subjects " + prefix + "*",
        () ->
            client.getAllSubjects(true).stream()
                .filter(subject -> subject.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /**
   * Removes a subject with all its versions for good; what an interrupted removal has left, too.
   *
   * @return whether there was anything to remove
   * @throws RegistryUnavailableException if the registry cannot be asked or refuses
   */
  public boolean remove(String subject) {
    boolean wasThere = ask("delete " + subject, () -> delete(subject, false));
    boolean wasLeft = ask("delete " + subject + " for good", () -> delete(subject, true));
    return wasThere || wasLeft;
  }

  /** What is not there, or marked as deleted already, has no versions to delete. */
  private boolean delete(String subject, boolean forGood) throws IOException, RestClientException {
    try {
      return !client.deleteSubject(subject, forGood).isEmpty();
    } catch (RestClientException e) {
      if (e.getStatus() != NOT_FOUND || !SchemaDirectory.isRegistrysOwn(e)) {
        throw e;
      }
      return false;
    }
  }

  private SubjectState compare(String subject, Schema ours)
      throws IOException, RestClientException {
    SortedMap<Integer, Schema> versions = versions(subject);
    if (versions.isEmpty()) {
      return new SubjectState(subject, ours.getName(), Fit.MISSING, 0, "", List.of());
    }
    List<String> conflicts = new ArrayList<>();
    versions.forEach((version, theirs) -> conflict(ours, version, theirs, conflicts));
    return new SubjectState(
        subject,
        ours.getName(),
        fit(ours, versions, conflicts),
        versions.lastKey(),
        level(subject),
        conflicts);
  }

  private static Fit fit(Schema ours, SortedMap<Integer, Schema> versions, List<String> conflicts) {
    if (ours.equals(versions.get(versions.lastKey()))) {
      return Fit.SAME;
    }
    if (!conflicts.isEmpty()) {
      return Fit.INCOMPATIBLE;
    }
    return versions.containsValue(ours) ? Fit.SUPERSEDED : Fit.UNREGISTERED;
  }

  private static void conflict(Schema ours, int version, Schema theirs, List<String> conflicts) {
    try {
      FULL_TRANSITIVE.validate(ours, List.of(theirs));
    } catch (SchemaValidationException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      conflicts.add("version " + version + ": " + String.valueOf(reason).replaceAll("\\s+", " "));
    }
  }

  private SortedMap<Integer, Schema> versions(String subject)
      throws IOException, RestClientException {
    SortedMap<Integer, Schema> schemas = new TreeMap<>();
    try {
      for (int version : client.getAllVersions(subject)) {
        String text = client.getSchemaMetadata(subject, version).getSchema();
        schemas.put(version, new Schema.Parser().parse(text));
      }
    } catch (RestClientException e) {
      if (e.getStatus() != NOT_FOUND || !SchemaDirectory.isRegistrysOwn(e)) {
        throw e;
      }
    }
    return schemas;
  }

  private String level(String subject) throws IOException, RestClientException {
    try {
      return client.getCompatibility(subject);
    } catch (RestClientException e) {
      if (e.getStatus() != NOT_FOUND || !SchemaDirectory.isRegistrysOwn(e)) {
        throw e;
      }
      return "";
    }
  }

  private <T> T ask(String what, SchemaDirectory.RegistryCall<T> call) {
    try {
      return SchemaDirectory.understood(call);
    } catch (IOException | RestClientException e) {
      throw new RegistryUnavailableException(
          "The schema registry at "
              + url
              + " (tocsin.registry.url) could not "
              + what
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
