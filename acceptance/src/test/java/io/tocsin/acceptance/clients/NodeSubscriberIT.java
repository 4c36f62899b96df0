package io.tocsin.acceptance.clients;

import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** The subscriber on kafkajs and avsc. */
@Needs(Tool.NODE)
class NodeSubscriberIT extends SubscriberContract {
  private Path directory = Path.of("");

  @BeforeAll
  void install() {
    directory = ExampleCode.nodeSubscriber();
  }

  @Override
  List<String> command() {
    return List.of("node", directory.resolve("alerts.js").toString());
  }
}
