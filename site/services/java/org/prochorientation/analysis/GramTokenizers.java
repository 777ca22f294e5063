package org.prochorientation.analysis;

import java.util.List;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.TokenizerFactory;

/** Tokenizers that cut every word into pieces of some lengths. */
final class GramTokenizers {

    private static final List<String> KNOWN = List.of("min_gram", "max_gram", "token_chars");

    private GramTokenizers() {}

    static TokenizerFactory nGram(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, KNOWN);
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        checkDifference(index, min, max);
        IntPredicate kept = tokenChars(settings.getAsList("token_chars"));
        return TokenizerFactory.newFactory(name, () -> (Tokenizer) new NGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int character) {
                return kept.test(character);
            }
        });
    }

    static TokenizerFactory edgeNGram(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, KNOWN);
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        IntPredicate kept = tokenChars(settings.getAsList("token_chars"));
        return TokenizerFactory.newFactory(name, () -> (Tokenizer) new EdgeNGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int character) {
                return kept.test(character);
            }
        });
    }

    /** The index-level limit that protects an index from filling with pieces. */
    static void checkDifference(IndexSettings index, int min, int max) {
        int allowed = index.getMaxNgramDiff();
        if (max - min > allowed) {
            throw new IllegalArgumentException("The difference between max_gram and min_gram in NGram Tokenizer must be"
                + " less than or equal to: [" + allowed + "] but was [" + (max - min) + "]. This limit can be set by"
                + " changing the [index.max_ngram_diff] index level setting.");
        }
    }

    private static IntPredicate tokenChars(List<String> kinds) {
        IntPredicate kept = kinds.isEmpty() ? character -> true : character -> false;
        for (String kind : kinds) {
            kept = kept.or(switch (kind) {
                case "letter" -> Character::isLetter;
                case "digit" -> Character::isDigit;
                case "whitespace" -> Character::isWhitespace;
                default -> throw new IllegalArgumentException("token_chars [" + kind + "] is not supported here");
            });
        }
        return kept;
    }
}
