package io.tocsin.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test needs of the machine beside a JDK. Where it is missing the test is skipped and says
 * so; where {@code TESTS_REQUIRE} (a comma-separated list, or {@code all}) names it, the test fails
 * instead, so that no machine that should have it can skip in silence.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface Needs {
  /** All of them. */
  Tool[] value();

  /** Something that may or may not be on a machine. */
  enum Tool {
    /** A container engine that answers, with the images that the compose file names. */
    ENGINE("docker", "image", "inspect", "apache/kafka:4.3.1", "apicurio/apicurio-registry:3.3.3"),
    /** The command-line client of librdkafka, and what goes from its bytes to JSON. */
    KCAT("sh", "-c", "kcat -V && jq --version && curl --version"),
    /** Node.js, 18.3 or newer, with npm. */
    NODE("sh", "-c", "npm --version && node -e 'require(`util`).parseArgs({args: []})'"),
    /** Python 3 of the system, with its packages for Kafka and Avro. */
    PYTHON("/usr/bin/python3", "-c", "import confluent_kafka, avro.io, avro.schema, sqlite3"),
    /** Debian's Chromium. */
    CHROMIUM("chromium", "--version"),
    /** The right to mount a file system in memory: a disk that can really be full. */
    TMPFS("sh", "-c", "d=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d && rmdir $d"),
    /** Debian's Alertmanager and its command-line client. */
    ALERTMANAGER("sh", "-c", "prometheus-alertmanager --version && amtool --version"),
    /** Prometheus, with the tool that checks its rules. */
    PROMETHEUS("sh", "-c", "prometheus --version && promtool --version");

    private final String probe;

    Tool(String... probe) {
      this.probe = String.join("\n", probe);
    }

    /** The words of the command that ends with 0 where the tool is there. */
    List<String> probe() {
      return List.of(probe.split("\n"));
    }
  }
}
