package io.tocsin.enrich.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaseFormsTest {

  @Test
  void shouldDeclineRussianNames() {
    assertThat(CaseForms.cyrillic("Россия")).contains("России", "Россию");
    assertThat(CaseForms.cyrillic("Украина")).contains("Украины", "Украине", "Украину");
    assertThat(CaseForms.cyrillic("Лондон")).contains("Лондона", "Лондоне");
    assertThat(CaseForms.cyrillic("Путин")).contains("Путина", "Путину", "Путиным");
    assertThat(CaseForms.cyrillic("Китай")).contains("Китая", "Китаем");
  }

  @Test
  void shouldDeclineUkrainianNames() {
    assertThat(CaseForms.cyrillic("Харків")).contains("Харкова", "Харкові");
    assertThat(CaseForms.cyrillic("Київ")).contains("Києва", "Києві");
    assertThat(CaseForms.cyrillic("Україна")).contains("України", "Україні");
  }

  @Test
  void shouldDeclinePolishAndGermanNames() {
    assertThat(CaseForms.polish("Ukraina")).contains("Ukrainy", "Ukrainie", "Ukrainę");
    assertThat(CaseForms.german("Russland")).containsExactly("Russlands");
  }

  @Test
  void shouldLeaveOtherNamesAlone() {
    assertThat(CaseForms.cyrillic("London")).isEmpty();
    assertThat(CaseForms.cyrillic("Осло")).isEmpty();
    assertThat(CaseForms.cyrillic("Саудовская Аравия")).isEmpty();
    assertThat(CaseForms.german("Honduras")).isEmpty();
  }
}
