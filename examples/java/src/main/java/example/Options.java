package example;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What to follow, and as whom.
 *
 * @param topic what follows the namespace's dot: {@code alerts} or {@code posts.enriched}
 * @param max end after so many events; 0: go on until stopped
 * @param kafka more settings of Kafka's consumer, for instance of a secured cluster
 */
record Options(
    String bootstrapServers,
    String registry,
    String namespace,
    String group,
    String topic,
    int max,
    Properties kafka) {

  static final String USAGE =
      """
      usage: java -jar alerts.jar [--bootstrap-servers HOST:PORT] [--registry URL] [--namespace NAME]
                                  [--group NAME] [--topic alerts|posts.enriched] [--max N]
                                  [--client-config FILE] [-X KEY=VALUE]...""";

  /** Options of the command line; what it does not say is asked of the environment. */
  static Options of(String[] args, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    Properties more = new Properties();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      if (args[i].equals("-X")) {
        String[] pair = args[i + 1].split("=", 2);
        more.setProperty(pair[0], pair.length == 2 ? pair[1] : "");
      } else {
        given.put(args[i], args[i + 1]);
      }
    }
    Properties kafka = settings(value(given, "--client-config", environment, "TOCSIN_CLIENT_CONFIG", ""));
    kafka.putAll(more);
    Options options =
        new Options(
            value(given, "--bootstrap-servers", environment, "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
            value(given, "--registry", environment, "TOCSIN_REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7"),
            value(given, "--namespace", environment, "TOCSIN_NAMESPACE", "news"),
            value(given, "--group", environment, "TOCSIN_GROUP", "tocsin-example-java"),
            value(given, "--topic", Map.of(), "", "alerts"),
            Integer.parseInt(value(given, "--max", Map.of(), "", "0")),
            kafka);
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + String.join(" ", given.keySet()));
    }
    return options;
  }

  String topicName() {
    return namespace + "." + topic;
  }

  private static Properties settings(String file) {
    Properties settings = new Properties();
    if (!file.isEmpty()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        settings.load(reader);
      } catch (IOException unreadable) {
        throw new IllegalArgumentException("--client-config " + file + ": " + unreadable, unreadable);
      }
    }
    return settings;
  }

  private static String value(
      Map<String, String> given, String option, Map<String, String> environment, String variable, String otherwise) {
    String value = given.remove(option);
    return value != null ? value : environment.getOrDefault(variable, otherwise);
  }
}
