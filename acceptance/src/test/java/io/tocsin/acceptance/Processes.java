package io.tocsin.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts mains of ours as processes of their own, from the jars of the distribution, and ends them:
 * as a static {@code @RegisterExtension} after the class, as an instance field after each test.
 * Their output is in {@code acceptance/target/processes}.
 */
public final class Processes implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
  private static final Map<String, String> SERVICES =
      Map.of(
          "ingest", "io.tocsin.ingest.IngestMain",
          "enrich", "io.tocsin.enrich.EnrichMain",
          "alerts", "io.tocsin.alerts.AlertsMain");
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private final List<ChildJvm> children = Collections.synchronizedList(new ArrayList<>());
  private boolean ofTheClass;

  /**
   * A service, not started yet, with a state directory of its own and any free port.
   *
   * @param name ingest, enrich or alerts
   */
  public Launch service(String name) {
    String main = Objects.requireNonNull(SERVICES.get(name), () -> "no service is named " + name);
    Launch launch = main(main).named(name);
    return launch
        .setting("tocsin.state-dir", launch.directory().resolve("state").toString())
        .setting("tocsin.http.port", "0");
  }

  /** Any main of ours by the full name of its class, not started yet. */
  public Launch main(String mainClass) {
    return new Launch(mainClass, freshDirectory(), children::add);
  }

  /** Root of the project. */
  public static Path root() {
    return Path.of(
        Objects.requireNonNull(System.getProperty("tocsin.root"), "tocsin.root is not set"));
  }

  /** The directory with the jars of the distribution. */
  public static Path libraries() {
    return root().resolve("quickstart").resolve("target").resolve("dist").resolve("lib");
  }

  /** An empty directory under {@code target} that no other test uses. */
  public static Path freshDirectory() {
    Path all = root().resolve("acceptance").resolve("target").resolve("processes");
    try {
      Files.createDirectories(all);
      return Files.createTempDirectory(all, NEXT.getAndIncrement() + "-");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ofTheClass = true;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!ofTheClass) {
      endAll();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    endAll();
  }

  private void endAll() {
    List.copyOf(children).forEach(ChildJvm::close);
    children.clear();
  }
}
