package io.tocsin.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Material that lies beside the project and is not ours to publish: real coverage, reference data.
 * A test that needs it is skipped, and says so, on a machine without it.
 */
public final class SharedData {
  /** System property with the directory; the build sets it to {@code ../shared}. */
  public static final String PROPERTY = "tocsin.shared";

  private SharedData() {}

  /** The file or directory of this relative path; skips the calling test when it is not there. */
  public static Path path(String relative) {
    Path path = Path.of(System.getProperty(PROPERTY, "../shared")).resolve(relative).normalize();
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> "skipped: " + path.toAbsolutePath() + " is not on this machine (-D" + PROPERTY + ")");
    return path;
  }
}
