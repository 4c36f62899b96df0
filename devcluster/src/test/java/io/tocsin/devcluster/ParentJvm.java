package io.tocsin.devcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM of its own that runs a main class of the tests and can be killed. */
final class ParentJvm {
  private ParentJvm() {}

  static Process start(Class<?> main, Path dir) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-D" + RegistryHome.PROPERTY + "=" + RegistryHome.find(null).runner().getParent(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            dir.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static String firstLine(Process process) throws IOException {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return out.readLine();
    }
  }
}
