package org.prochorientation.analysis;

import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;

/** Token filter factories from a function, one kind per rule of Elasticsearch about where a filter may stand. */
final class Factories {

    private Factories() {}

    /** A filter of analyzers, applied to synonym rules as well. */
    static TokenFilterFactory plain(String name, UnaryOperator<TokenStream> create) {
        return new Plain(name, create);
    }

    /** A filter that keywords may go through too: one token in, one token out. */
    static TokenFilterFactory normalizing(String name, UnaryOperator<TokenStream> create) {
        return new Normalizing(name, create);
    }

    /** A filter that would break synonym rules: standing before a synonym filter is an error. */
    static TokenFilterFactory notBeforeSynonyms(String name, UnaryOperator<TokenStream> create) {
        return new NotBeforeSynonyms(name, create);
    }

    private record Plain(String name, UnaryOperator<TokenStream> create) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return create.apply(input);
        }
    }

    private record Normalizing(String name, UnaryOperator<TokenStream> create) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return create.apply(input);
        }
    }

    private record NotBeforeSynonyms(String name, UnaryOperator<TokenStream> create) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return create.apply(input);
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            throw new IllegalArgumentException("Token filter [" + name + "] cannot be used to parse synonyms");
        }
    }
}
