package io.tocsin.ingest.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every word that a reader of the page sees is in the headline, the text or a field of its own. */
class NothingIsLostTest {

  /** Pieces of pages; each {@code @} is a word of its own that a reader sees. */
  private static final String[] PIECES = {
    "<p>@ @</p>",
    "<p>@, @ and @. <br>@</p>",
    "@ @",
    "\n\n@\n\n",
    "<h2>@</h2>",
    "<div class='byline'>By @</div>",
    "<p class=\"wp-caption-text\">@ @</p>",
    "<figure><img src=a.png><figcaption>@ <a href='https://a.example/p'>@</a></figcaption></figure>",
    "<ul><li><a href='https://a.example/1'>@</a></li><li><a href='#two'>@</a></li></ul>",
    "<ul><li><a href='javascript:x()'>@</a></li><li><a href='/2'>@ @</a></li></ul>",
    "<ul>@<li><a href='/1'>@</a></li><li><a href='/2'>@</a></li></ul>",
    "<ol><li>@ <a href='/1'>@</a></li><li>@</li></ol>",
    "<nav><a href='/home'>@</a> <a href='https://a.example/2'>@</a></nav>",
    "<form><label>@</label><select><option>@</option></select><button>@</button></form>",
    "<button>@</button>",
    "<table><tr><td>@</td><td>@</td></tr></table>",
    "<svg><text>@</text></svg>",
    "<pre>@\n  @</pre>",
    "<details><summary>@</summary>@</details>",
    "&lt;b&gt;@&lt;/b&gt; &amp;amp; @",
    "<p>if @<@ and @</p>",
    "<p>@ <em>@</em>&nbsp;@</p>",
    "<blockquote>“@,” said @</blockquote>",
    "\nBy Ann @\n",
    "\nAnn @ contributed reporting to this @\n",
    "\nPhoto: @ @\n",
    "\nBarges on the river @ (Bo Lee/@ via AP)\n",
    "\nRead more: @ @\n",
    "\nRead the @ story here.\n",
    "\n\nGO DEEPER\n\n@ and what it means\n@ in pictures https://a.example/@\n\n",
    "\nRelated:\n@ and what it means\n@ in pictures\n",
    "\nRead more: https://a.example/@ https://b.example/@\n",
    " see https://a.example/@?x=@ now ",
    "\n\" data-id=\"@\" data-kind=\"@\" aria-label=\"@\" x\n",
    "of?@?and?@",
    "<p>@ <a href='https://a.example/" + "x".repeat(1_200) + "'>@</a></p>",
    "https://a.example/" + "x".repeat(1_200) + "/@",
    "<script>var invisible = 1</script>",
    "<style>p{}</style>",
  };

  @Provide
  Arbitrary<List<String>> pages() {
    return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(15);
  }

  @Provide
  Arbitrary<String> endings() {
    return Arbitraries.of("", "<p>@ <b", "<p>@ <a href='https://a.example/@", "@ <img alt=@");
  }

  @Property(tries = 3_000)
  void shouldFindEveryWordAgain(
      @ForAll("pages") List<String> pieces, @ForAll("endings") String ending) {
    List<String> words = new ArrayList<>();
    String page =
        Stream.concat(pieces.stream(), Stream.of(ending))
            .map(piece -> withWords(piece, words))
            .collect(Collectors.joining(" "));
    assertThat(wordsOf(TextCleaner.clean(Draft.of("Headline", page, null)))).containsAll(words);
  }

  @Test
  void shouldFindTheWordsOfAFloodAgain() {
    List<String> words = new ArrayList<>();
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      page.append(
          withWords(
              "<p>By Ann @</p><p>Photo: @</p><p>Read more: @ https://a.example/@</p>", words));
      page.append(
          withWords(
              "<nav>@</nav><ul><li><a href=/1>@</a></li><li><a href=/2>@</a></li></ul>", words));
    }
    assertThat(wordsOf(TextCleaner.clean(Draft.of("", page.toString(), null)))).containsAll(words);
  }

  private static String withWords(String piece, List<String> words) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (c == '@') {
        String word = "Wor" + Integer.toString(words.size() + 1_300, 36) + "da";
        words.add(word);
        out.append(word);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static Set<String> wordsOf(Draft draft) {
    Stream<String> links =
        draft.links().stream().flatMap(link -> Stream.of(link.text(), link.url()));
    return Stream.of(
            Stream.of(draft.title(), draft.body()),
            draft.bylines().stream(),
            draft.captions().stream(),
            draft.furniture().stream(),
            links)
        .flatMap(texts -> texts)
        .flatMap(text -> Stream.of(text.split("[^\\p{L}\\p{N}]+")))
        .collect(Collectors.toSet());
  }
}
