package io.tocsin.replay.core;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Material beside the repository that is not ours to publish; tests on it are skipped without. */
public final class SharedMaterial {

  private SharedMaterial() {}

  /** The scraped page; skips the test that asks where it is missing. */
  public static String seedPage() throws IOException {
    Path page =
        Path.of(
            System.getProperty("tocsin.shared", "../shared"), "seed", "live-blog-2022-02-11.txt");
    assumeTrue(Files.isRegularFile(page), "skipped: " + page + " is not on this machine");
    return Files.readString(page);
  }
}
