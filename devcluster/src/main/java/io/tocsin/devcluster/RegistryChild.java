package io.tocsin.devcluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Main class of the registry's process: ends the process when the pipe from its parent closes,
 * however the parent ended, and runs the main class of the jar that is named by the first argument.
 */
final class RegistryChild {
  private RegistryChild() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(() -> haltAtEndOf(System.in), "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Class.forName(mainClassOf(Path.of(args[0])))
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }

  private static void haltAtEndOf(InputStream pipe) {
    try (pipe) {
      pipe.transferTo(OutputStream.nullOutputStream());
    } catch (IOException brokenPipe) {
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  private static String mainClassOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }
}
