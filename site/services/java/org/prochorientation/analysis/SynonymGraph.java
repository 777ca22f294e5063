package org.prochorientation.analysis;

import java.io.IOException;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/** Solr-format rules, themselves analysed by the tokenizer and the filters that precede this one in the analyzer. */
record SynonymGraph(String name, List<String> rules, boolean expand) implements TokenFilterFactory {

    static TokenFilterFactory of(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("synonyms", "expand"));
        List<String> rules = settings.getAsList("synonyms", null);
        if (rules == null) {
            throw new IllegalArgumentException("synonym requires `synonyms` to be configured");
        }
        return new SynonymGraph(name, rules, settings.getAsBoolean("expand", true));
    }

    @Override
    public TokenStream create(TokenStream input) {
        throw new IllegalStateException("Call createPerAnalyzerSynonymFactory to specialize this factory for an analysis chain first");
    }

    @Override
    public TokenFilterFactory getChainAwareTokenFilterFactory(
        IndexCreationContext context,
        TokenizerFactory tokenizer,
        List<CharFilterFactory> charFilters,
        List<TokenFilterFactory> previous,
        Function<String, TokenFilterFactory> all) {
        CharFilterFactory[] before = charFilters.toArray(CharFilterFactory[]::new);
        TokenFilterFactory[] filters =
            previous.stream().map(TokenFilterFactory::getSynonymFilter).toArray(TokenFilterFactory[]::new);
        SynonymMap map = parse(new CustomAnalyzer(tokenizer, before, filters));
        return new Ready(name, input -> map.fst == null ? input : new SynonymGraphFilter(input, map, false));
    }

    private SynonymMap parse(Analyzer analyzer) {
        SolrSynonymParser parser = new SolrSynonymParser(true, expand, analyzer);
        try {
            parser.parse(new StringReader(String.join("\n", rules)));
            return parser.build();
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException("failed to build synonyms of [" + name + "]", e);
        }
    }

    /** Rules of a later synonym filter are not themselves replaced by this one. */
    private record Ready(String name, UnaryOperator<TokenStream> create) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return create.apply(input);
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            return IDENTITY_FILTER;
        }
    }
}
