package org.prochorientation.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The part of Elasticsearch's analysis-common module that our index uses, under the same names and settings.
 *
 * <p>The minimal server lacks that module. A setting that is not supported here is refused, never ignored, so that an
 * index definition accepted here asks nothing else of a full Elasticsearch.
 */
public final class StandardAnalysisPlugin extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        Map<String, AnalysisProvider<TokenFilterFactory>> filters = new LinkedHashMap<>();
        filters.put("asciifolding", TokenFilters::asciiFolding);
        filters.put("edge_ngram", TokenFilters::edgeNGram);
        filters.put("elision", TokenFilters::elision);
        filters.put("flatten_graph", TokenFilters::flattenGraph);
        filters.put("keyword_marker", AnalysisPlugin.requiresAnalysisSettings(TokenFilters::keywordMarker));
        filters.put("ngram", TokenFilters::nGram);
        filters.put("remove_duplicates", TokenFilters::removeDuplicates);
        filters.put("stemmer", TokenFilters::stemmer);
        filters.put("synonym_graph", AnalysisPlugin.requiresAnalysisSettings(SynonymGraph::of));
        filters.put("trim", TokenFilters::trim);
        filters.put("unique", TokenFilters::unique);
        filters.put("word_delimiter_graph", TokenFilters::wordDelimiterGraph);
        return filters;
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
            "html_strip", CharFilters::htmlStrip,
            "mapping", AnalysisPlugin.requiresAnalysisSettings(CharFilters::mapping));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
            "edge_ngram", GramTokenizers::edgeNGram,
            "keyword", plain(KeywordTokenizer::new),
            "letter", plain(LetterTokenizer::new),
            "ngram", GramTokenizers::nGram,
            "whitespace", plain(WhitespaceTokenizer::new));
    }

    private static AnalysisProvider<TokenizerFactory> plain(Supplier<Tokenizer> create) {
        return (index, environment, name, settings) -> {
            Supported.only(name, settings, List.of());
            return TokenizerFactory.newFactory(name, create);
        };
    }
}
