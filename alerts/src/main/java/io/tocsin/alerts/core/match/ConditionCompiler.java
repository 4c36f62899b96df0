package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;

/** Compiles what Lucene's parser made into conditions over the numbers of words. */
final class ConditionCompiler {

  private static final String WILDCARDS = "*?\\";

  private final Vocabulary vocabulary;

  ConditionCompiler(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Condition compile(Query query) {
    if (query instanceof BooleanQuery group) {
      return group(group);
    }
    if (query instanceof TermQuery term) {
      return word(term.getTerm(), number(term.getTerm()));
    }
    if (query instanceof PhraseQuery phrase) {
      Term[][] terms =
          List.of(phrase.getTerms()).stream().map(t -> new Term[] {t}).toArray(Term[][]::new);
      return phrase(terms, phrase.getPositions(), phrase.getSlop());
    }
    if (query instanceof MultiPhraseQuery phrase) {
      return phrase(phrase.getTermArrays(), phrase.getPositions(), phrase.getSlop());
    }
    return query instanceof BoostQuery boost ? compile(boost.getQuery()) : pattern(query);
  }

  private Condition group(BooleanQuery group) {
    return GroupCondition.of(
        all(group, Occur.MUST, Occur.FILTER),
        all(group, Occur.SHOULD, Occur.SHOULD),
        all(group, Occur.MUST_NOT, Occur.MUST_NOT),
        group.getMinimumNumberShouldMatch());
  }

  private List<Condition> all(BooleanQuery group, Occur kind, Occur orKind) {
    List<Condition> conditions = new ArrayList<>();
    for (BooleanClause clause : group.clauses()) {
      if (clause.getOccur() == kind || clause.getOccur() == orKind) {
        conditions.add(compile(clause.getQuery()));
      }
    }
    return conditions;
  }

  private static Condition word(Term term, int number) {
    return new WordCondition(PostIndex.slot(Fields.number(term.field()), number));
  }

  private int number(Term term) {
    return Fields.isAsWritten(term.field())
        ? vocabulary.wordAsWritten(term.text())
        : vocabulary.word(term.text());
  }

  private Condition phrase(Term[][] terms, int[] places, int slop) {
    int field = Fields.number(terms[0][0].field());
    int[][] words = new int[terms.length][];
    for (int i = 0; i < terms.length; i++) {
      words[i] = List.of(terms[i]).stream().mapToInt(this::number).toArray();
    }
    return new PhraseCondition(field, words, places, slop);
  }

  private Condition pattern(Query query) {
    if (query instanceof WordPrefix prefix) {
      String letters = prefix.prefix().text();
      return word(prefix.prefix(), vocabulary.pattern("*" + letters, letters, form -> true));
    }
    if (query instanceof WildcardQuery wildcard) {
      return wildcard(wildcard.getTerm(), wildcard);
    }
    if (query instanceof FuzzyQuery fuzzy) {
      return fuzzy(fuzzy);
    }
    if (query instanceof MatchNoDocsQuery) {
      return GroupCondition.NEVER;
    }
    throw new IllegalArgumentException("A query of a kind that the parser never makes: " + query);
  }

  private Condition wildcard(Term term, AutomatonQuery query) {
    String text = term.text();
    int letters =
        IntStream.range(0, text.length())
            .filter(i -> WILDCARDS.indexOf(text.charAt(i)) >= 0)
            .findFirst()
            .orElse(text.length());
    String prefix = text.substring(0, letters);
    return word(
        term,
        vocabulary.pattern("?" + text, prefix, fits(new CompiledAutomaton(query.getAutomaton()))));
  }

  private Condition fuzzy(FuzzyQuery fuzzy) {
    String text = fuzzy.getTerm().text();
    if (fuzzy.getMaxEdits() == 0 || text.isEmpty()) {
      return word(fuzzy.getTerm(), number(fuzzy.getTerm()));
    }
    String prefix = text.substring(0, text.offsetByCodePoints(0, fuzzy.getPrefixLength()));
    CompiledAutomaton automaton =
        FuzzyQuery.getFuzzyAutomaton(
            text, fuzzy.getMaxEdits(), fuzzy.getPrefixLength(), fuzzy.getTranspositions());
    String name = "~" + fuzzy.getMaxEdits() + text;
    return word(fuzzy.getTerm(), vocabulary.pattern(name, prefix, fits(automaton)));
  }

  private static Predicate<BytesRef> fits(CompiledAutomaton automaton) {
    return switch (automaton.type) {
      case NONE -> form -> false;
      case ALL -> form -> true;
      case SINGLE -> form -> form.equals(automaton.term);
      case NORMAL -> form -> automaton.runAutomaton.run(form.bytes, form.offset, form.length);
    };
  }
}
