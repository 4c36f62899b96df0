package io.tocsin.replay.core.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoryBookTest {

  private static final LocalDate DAY = LocalDate.of(2022, 1, 28);

  @Test
  void shouldFillTheSlotsTheSameInHeadlineAndText() {
    StoryBook book =
        StoryBook.parse("@city A|B|C\n[k 1]\nT in {city}\nS x {city}\nS y {city}\nS z {city}");
    Story.Telling telling = book.draw(new Random(3), DAY).tell(new Random(4));
    String city = telling.title().substring(3);

    assertThat(telling.title()).startsWith("In ");
    assertThat(telling.body()).isEqualTo("X " + city + " Y " + city + " Z " + city);
  }

  @Test
  void shouldDrawOnlyWhatTheDayAllows() {
    StoryBook book = StoryBook.parse("[early 1]\nT a\nS b\n[late 1000 2022-02-04]\nT c\nS d");

    assertThat(book.draw(new Random(1), DAY).kind().name()).isEqualTo("early");
    assertThat(book.draw(new Random(1), DAY.plusDays(7)).kind().name()).isEqualTo("late");
  }

  @Test
  void shouldNameALineThatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoryBook.parse("[k 1]\nX what"))
        .withMessageContaining("X what");
  }

  @Test
  void shouldNameASlotWithoutWords() {
    StoryBook book = StoryBook.parse("[k 1]\nT {nothing}\nS a");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.draw(new Random(1), DAY).tell(new Random(1)))
        .withMessageContaining("{nothing}");
  }
}
