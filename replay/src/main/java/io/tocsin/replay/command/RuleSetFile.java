package io.tocsin.replay.command;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Rules from a file that a command line names. */
final class RuleSetFile {

  private RuleSetFile() {}

  /**
   * The rules of a file.
   *
   * @throws ParameterException when it is missing, or with all that is wrong in it
   */
  static List<Rule> read(CommandLine command, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          command, "--rules is " + file + ", expected a file of rules (YAML) that exists");
    }
    return read(command, file.toString(), Files.readAllBytes(file));
  }

  /**
   * Rules from anywhere.
   *
   * @param where what they are called where they are wrong
   * @throws ParameterException with all that is wrong in them
   */
  static List<Rule> read(CommandLine command, String where, byte[] yaml) {
    RuleFile read = RuleFile.read(yaml);
    if (!read.problems().isEmpty()) {
      throw new ParameterException(
          command,
          read.problems().stream()
              .map(Object::toString)
              .collect(Collectors.joining("\n  ", where + ":\n  ", "")));
    }
    return read.rules();
  }
}
