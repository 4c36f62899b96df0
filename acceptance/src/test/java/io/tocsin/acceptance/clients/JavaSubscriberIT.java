package io.tocsin.acceptance.clients;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** The subscriber on Kafka's and Avro's own libraries. */
class JavaSubscriberIT extends SubscriberContract {
  private static final int TERMINATED = 128 + 15;

  private Path jar = Path.of("");

  @BeforeAll
  void build() {
    jar = ExampleCode.javaSubscriber();
  }

  @Override
  List<String> command() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
  }

  /** A JVM says what ended it, also after its shutdown hooks. */
  @Override
  int exitOnSignal() {
    return TERMINATED;
  }
}
