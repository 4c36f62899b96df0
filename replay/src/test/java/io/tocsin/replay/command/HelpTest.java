package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** An option is there where it does something, and means the same everywhere. */
class HelpTest {

  private static final List<String> CLUSTER = List.of("--bootstrap-servers", "--registry");
  private static final List<String> PERIOD = List.of("--from", "--to", "--zone", "--as-of");

  private static final Map<String, CommandLine> COMMANDS =
      Map.of(
          "replay", ReplayCommand.commandLine(),
          "list", ReplayCommand.commandLine().getSubcommands().get("list"),
          "delete", ReplayCommand.commandLine().getSubcommands().get("delete"),
          "backtest", BacktestCommand.commandLine(),
          "diff", DiffCommand.commandLine());

  private static CommandLine command(String name) {
    return COMMANDS.get(name);
  }

  static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of(PERIOD, List.of("replay", "backtest", "diff")),
        Arguments.of(
            List.of("--config", "--set"), List.of("replay", "list", "delete", "backtest", "diff")),
        Arguments.of(CLUSTER, List.of("replay", "list", "delete", "diff")),
        Arguments.of(List.of("--state-dir"), List.of("replay", "delete")),
        Arguments.of(List.of("--partitions"), List.of("replay")),
        Arguments.of(List.of("--posts", "--no-entities", "--threads"), List.of("backtest", "diff")),
        Arguments.of(List.of("--rules"), List.of("replay", "backtest", "diff")),
        Arguments.of(List.of("--of"), List.of("replay", "diff")));
  }

  @ParameterizedTest
  @MethodSource("options")
  void shouldShowOptionsWhereTheyDoSomething(List<String> options, List<String> commands) {
    for (String option : options) {
      assertThat(COMMANDS.keySet())
          .as(option)
          .filteredOn(name -> command(name).getCommandSpec().findOption(option) != null)
          .containsExactlyInAnyOrderElementsOf(commands);
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void shouldDescribeAnOptionTheSameEverywhere(List<String> options, List<String> commands) {
    for (String option : options) {
      if (!List.of("--rules", "--of").contains(option)) {
        assertThat(commands)
            .extracting(name -> command(name).getCommandSpec().findOption(option).description()[0])
            .as(option)
            .containsOnly(
                command(commands.get(0)).getCommandSpec().findOption(option).description()[0]);
      }
    }
  }

  @Test
  void shouldTellTheExitCodesOfEach() {
    COMMANDS.forEach(
        (name, command) ->
            assertThat(command.getCommandSpec().usageMessage().exitCodeList())
                .as(name)
                .containsKeys("0", "1", "2", "3"));
    assertThat(command("diff").getUsageMessage()).contains("4   there are differences");
  }
}
