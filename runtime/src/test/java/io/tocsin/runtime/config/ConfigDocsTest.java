package io.tocsin.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {

  @Test
  void shouldFindThePageCurrent() {
    Path root = Path.of(System.getProperty("tocsin.root", ".."));

    ConfigDocs.check(root.resolve("docs/configuration.md"), "shell", ShellKeys.ALL);
  }

  @Test
  void shouldReplaceOnlyItsOwnSection() {
    String page =
        "a\n<!-- keys: one -->\nold\n<!-- end -->\nb\n<!-- keys: two -->\nc\n<!-- end -->";
    ConfigKey<Integer> key =
        ConfigKey.integer("tocsin.one.size").defaultsTo(3).describedAs("A | B.");

    String replaced = ConfigDocs.replaced(page, "one", List.of(key));

    assertThat(replaced)
        .isEqualTo(
            """
            a
            <!-- keys: one -->

            | key | environment | expected | default | |
            |---|---|---|---|---|
            | `tocsin.one.size` | `TOCSIN_ONE_SIZE` | a whole number | `3` | A \\| B. |

            <!-- end -->
            b
            <!-- keys: two -->
            c
            <!-- end -->""");
    assertThat(ConfigDocs.replaced(replaced, "one", List.of(key))).isEqualTo(replaced);
  }

  @Test
  void shouldRefuseAPageWithoutTheSection() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigDocs.replaced("nothing", "one", List.of()))
        .withMessageContaining("keys: one");
  }
}
