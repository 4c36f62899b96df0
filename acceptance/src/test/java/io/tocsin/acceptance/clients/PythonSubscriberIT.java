package io.tocsin.acceptance.clients;

import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import java.util.List;

/** The subscriber on librdkafka and Apache Avro for Python. */
@Needs(Tool.PYTHON)
class PythonSubscriberIT extends SubscriberContract {
  @Override
  List<String> command() {
    return List.of("/usr/bin/python3", ExampleCode.path("python/alerts.py").toString());
  }
}
