package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostIdentityTest {

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Property
  void shouldReadBackWhatIsEncoded(@ForAll String source, @ForAll String id) {
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(source + id));
    assertThat(PostIdentity.ofPath("/posts/" + encoded(source) + "/" + encoded(id)))
        .isEqualTo(new PostIdentity(source, id));
  }

  @Test
  void shouldKeepSlashesAndPluses() {
    assertThat(PostIdentity.ofPath("/posts/a+b/live//17/"))
        .isEqualTo(new PostIdentity("a+b", "live//17/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "%zz", "%FF", "%C3", "%ED%A0%80"})
  void shouldRefuseABrokenEscape(String id) {
    assertThatThrownBy(() -> PostIdentity.ofPath("/posts/a/" + id))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("path: \"" + id);
  }
}
