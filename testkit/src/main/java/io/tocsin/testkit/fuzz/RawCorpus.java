package io.tocsin.testkit.fuzz;

import static io.tocsin.testkit.RawPosts.rawPost;

import io.tocsin.avro.RawPostStatus;
import io.tocsin.testkit.RawPosts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sound raw posts of all kinds, from which the bad ones are made. */
final class RawCorpus {
  private static final Instant SEEN = Instant.parse("2022-02-11T09:00:00Z");

  static final List<RawPosts> POSTS =
      List.of(
          rawPost(),
          rawPost().revision(2).body("Ferries run again from one o'clock."),
          rawPost().revision(3).status(RawPostStatus.WITHHELD),
          rawPost().revision(1).title("Harbour shut").updatedAt(SEEN.minusSeconds(900)),
          page(
              "2",
              "Dam &amp; river: what we know",
              "<div><h2>Water rises</h2><p>The dam above the town <b>holds</b>, engineers said"
                  + " &ndash; for now.<br>Two bridges are shut.</p><figure><img src='/d.jpg'"
                  + " alt='The dam'><figcaption>The dam at noon (Ann Lee/Delta Photo)"
                  + "</figcaption></figure><ul><li><a href='/1'>Maps</a></li><li>"
                  + "<a href='/2'>Shelters</a></li></ul><script>track()</script></div>"),
          page(
              "3",
              "Is it safe to?drink the water?",
              "The mayor of?the old town said that?wells are?closed.?\n\nRead more: the wells in"
                  + " pictures\n\nAnn Lee and Bo Kim contributed reporting to this post.\n\n"
                  + "GO DEEPER\n\nHow wells are tested\nWhat the mayor promised last year"),
          page(
              "4",
              "BrÃ¼cke gesperrt",
              "Die BrÃ¼cke Ã¼ber den Fluss bleibt â€žbis auf Weiteresâ€œ gesperrt."),
          page("5", "Міст закрито", "Рух зупинено. Мешканців просять залишатися вдома."),
          page("6", "جسر مغلق", "أغلق الجسر أمام حركة المرور حتى إشعار آخر."),
          page("7", "橋が閉鎖", "川の水位が上がり、橋は閉鎖された。🚨"),
          rawPost()
              .of("agency", "8/a:b")
              .status(RawPostStatus.CANCELED)
              .title("KILL: not for use")
              .body(""),
          rawPost()
              .of("agency", "9")
              .publishedAt(SEEN.minusSeconds(90_000))
              .body("An old report. ".repeat(60))
              .with(raw -> raw.setExtra(Map.of("section", "coast", "words", "180"))));

  private RawCorpus() {}

  private static RawPosts page(String id, String title, String body) {
    return rawPost()
        .of("gazette", id)
        .title(title)
        .body(body)
        .publishedAt(SEEN.minusSeconds(60))
        .with(
            raw ->
                raw.setUrl("https://gazette.example/live?utm_source=feed#post-" + id)
                    .setLanguage("en")
                    .setAuthor("Ann Lee")
                    .setCollection("live")
                    .setCollectionAbout("Harbour; Tripoli, Lebanon"));
  }
}
