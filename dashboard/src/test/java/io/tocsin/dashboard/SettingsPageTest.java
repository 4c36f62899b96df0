package io.tocsin.dashboard;

import io.tocsin.runtime.config.ConfigDocs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  /** Fails with what to do; {@code -Dtocsin.docs.update=true} writes the page. */
  @Test
  void shouldNameTheKeysAsTheyAre() {
    Path page = Path.of(System.getProperty("tocsin.root", ".."), "docs", "dashboard.md");
    ConfigDocs.check(page, "dashboard", DashboardSettings.KEYS);
  }
}
