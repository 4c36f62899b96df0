package io.tocsin.deliver;

import io.tocsin.deliver.core.ReceiverList;
import io.tocsin.deliver.core.ReceiverSpec;
import io.tocsin.runtime.config.CheckedYaml;
import io.tocsin.runtime.config.ConfigProblem;
import io.tocsin.runtime.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the file with the list of receivers. */
final class ReceiversFile {
  private ReceiversFile() {}

  /**
   * The list as it is, with its problems.
   *
   * @throws InvalidConfigException if there is no file that can be read
   */
  static ReceiverList read(Path file) {
    try {
      long bytes = Files.size(file);
      return ReceiverList.read(
          bytes > CheckedYaml.LARGEST
              ? new byte[CheckedYaml.LARGEST + 1]
              : Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw invalid(List.of(file + ": expected a file that can be read"));
    }
  }

  /**
   * The receivers, to be delivered to.
   *
   * @throws InvalidConfigException with all that is wrong with them
   */
  static List<ReceiverSpec> readGood(Path file) {
    ReceiverList list = read(file);
    if (!list.problems().isEmpty()) {
      throw invalid(list.problems().stream().map(problem -> file + ": " + problem).toList());
    }
    return list.receivers();
  }

  /** No list is given at all. */
  static InvalidConfigException missing() {
    return invalid(List.of("expected --receivers FILE"));
  }

  static InvalidConfigException invalid(List<String> problems) {
    return new InvalidConfigException(
        problems.stream()
            .map(problem -> new ConfigProblem(DeliverSettings.RECEIVERS.name(), null, problem, ""))
            .toList());
  }
}
