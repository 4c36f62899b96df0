package io.tocsin.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {

  @Test
  void shouldEndWithItsParentEvenWhenThatIsKilled(@TempDir Path dir) throws Exception {
    Process parent = ParentJvm.start(RegistryParent.class, dir);
    long childPid = Long.parseLong(ParentJvm.firstLine(parent));
    ProcessHandle child = ProcessHandle.of(childPid).orElseThrow();
    assertThat(child.isAlive()).isTrue();

    parent.destroyForcibly().waitFor();

    await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
  }

  @Test
  void shouldShowTheEndOfTheLogWhenItDoesNotComeUp(@TempDir Path dir) throws Exception {
    Path runner = jarThatNamesNoRealMain(dir);
    RegistryProcess process =
        new RegistryProcess(
            new RegistryHome(runner),
            dir.resolve("work"),
            LoopbackPorts.choose("--registry-port", 0),
            Duration.ofSeconds(30));
    assertThatThrownBy(process::start)
        .isInstanceOf(DevClusterException.class)
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining("ClassNotFoundException: no.such.Main");
  }

  private static Path jarThatNamesNoRealMain(Path dir) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "no.such.Main");
    Path jar = dir.resolve("apicurio-registry-app-0-runner.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  /** A parent that starts a registry, prints its process id and stays until it is killed. */
  static final class RegistryParent {
    private RegistryParent() {}

    public static void main(String[] args) throws Exception {
      RegistryProcess registry =
          new RegistryProcess(
              RegistryHome.find(null),
              Path.of(args[0]),
              LoopbackPorts.choose("--registry-port", 0),
              Duration.ofSeconds(60));
      registry.start();
      System.out.println(ProcessHandle.current().children().findFirst().orElseThrow().pid());
      Thread.currentThread().join();
    }
  }
}
