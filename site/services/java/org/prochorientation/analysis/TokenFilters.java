package org.prochorientation.analysis;

import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_ALL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_NUMBERS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_WORDS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_WORD_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.PRESERVE_ORIGINAL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.SPLIT_ON_NUMERICS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchMinimalStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;

/** Token filters, each with the names and defaults of Elasticsearch's reference documentation. */
final class TokenFilters {

    private static final List<String> GRAMS = List.of("min_gram", "max_gram", "preserve_original");

    /** Settings of word_delimiter_graph: flag of Lucene and whether it is on by default. */
    private static final Map<String, Integer> DELIMITER_FLAGS = delimiterFlags();

    private static final int DELIMITER_DEFAULTS = GENERATE_WORD_PARTS | GENERATE_NUMBER_PARTS | SPLIT_ON_CASE_CHANGE
        | SPLIT_ON_NUMERICS | STEM_ENGLISH_POSSESSIVE;

    private TokenFilters() {}

    static TokenFilterFactory asciiFolding(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("preserve_original"));
        boolean keepOriginal = settings.getAsBoolean("preserve_original", false);
        return Factories.normalizing(name, input -> new ASCIIFoldingFilter(input, keepOriginal));
    }

    static TokenFilterFactory elision(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("articles", "articles_case"));
        CharArraySet given = Analysis.parseArticles(environment, settings);
        if (given == null && settings.hasValue("type")) {
            throw new IllegalArgumentException("elision filter requires [articles] setting");
        }
        CharArraySet articles = given == null ? FrenchAnalyzer.DEFAULT_ARTICLES : given;
        return Factories.normalizing(name, input -> new ElisionFilter(input, articles));
    }

    static TokenFilterFactory stemmer(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("language", "name"));
        String language = settings.get("language", settings.get("name", "porter"));
        UnaryOperator<TokenStream> create = switch (language) {
            case "english", "porter" -> PorterStemFilter::new;
            case "light_english", "lightEnglish", "kstem" -> KStemFilter::new;
            case "minimal_english", "minimalEnglish" -> EnglishMinimalStemFilter::new;
            case "porter2" -> input -> new SnowballFilter(input, new EnglishStemmer());
            case "possessive_english", "possessiveEnglish" -> EnglishPossessiveFilter::new;
            case "french" -> input -> new SnowballFilter(input, new FrenchStemmer());
            case "light_french", "lightFrench" -> FrenchLightStemFilter::new;
            case "minimal_french", "minimalFrench" -> FrenchMinimalStemFilter::new;
            default -> throw new IllegalArgumentException("stemmer language [" + language + "] is not supported here");
        };
        return Factories.plain(name, create);
    }

    static TokenFilterFactory keywordMarker(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("keywords", "keywords_pattern", "ignore_case"));
        String pattern = settings.get("keywords_pattern");
        if (pattern != null) {
            Pattern compiled = Pattern.compile(pattern);
            return Factories.plain(name, input -> new PatternKeywordMarkerFilter(input, compiled));
        }
        CharArraySet words =
            new CharArraySet(settings.getAsList("keywords"), settings.getAsBoolean("ignore_case", false));
        if (words.isEmpty()) {
            throw new IllegalArgumentException("keyword filter requires either `keywords` or `keywords_pattern`");
        }
        return Factories.plain(name, input -> new SetKeywordMarkerFilter(input, words));
    }

    static TokenFilterFactory removeDuplicates(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of());
        return Factories.plain(name, RemoveDuplicatesTokenFilter::new);
    }

    static TokenFilterFactory flattenGraph(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of());
        return Factories.plain(name, FlattenGraphFilter::new);
    }

    static TokenFilterFactory trim(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of());
        return Factories.normalizing(name, TrimFilter::new);
    }

    static TokenFilterFactory unique(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("only_on_same_position"));
        boolean samePosition = settings.getAsBoolean("only_on_same_position", false);
        return Factories.plain(name, input -> new UniqueTokenFilter(input, samePosition));
    }

    static TokenFilterFactory edgeNGram(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, GRAMS);
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        boolean keepOriginal = settings.getAsBoolean("preserve_original", false);
        return Factories.notBeforeSynonyms(name, input -> new EdgeNGramTokenFilter(input, min, max, keepOriginal));
    }

    static TokenFilterFactory nGram(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, GRAMS);
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        GramTokenizers.checkDifference(index, min, max);
        boolean keepOriginal = settings.getAsBoolean("preserve_original", false);
        return Factories.notBeforeSynonyms(name, input -> new NGramTokenFilter(input, min, max, keepOriginal));
    }

    static TokenFilterFactory wordDelimiterGraph(
        IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, DELIMITER_FLAGS.keySet());
        int flags = 0;
        for (Map.Entry<String, Integer> option : DELIMITER_FLAGS.entrySet()) {
            boolean byDefault = (DELIMITER_DEFAULTS & option.getValue()) != 0;
            flags |= settings.getAsBoolean(option.getKey(), byDefault) ? option.getValue() : 0;
        }
        int chosen = flags;
        byte[] kinds = WordDelimiterIterator.DEFAULT_WORD_DELIM_TABLE;
        return Factories.notBeforeSynonyms(
            name, input -> new WordDelimiterGraphFilter(input, true, kinds, chosen, CharArraySet.EMPTY_SET));
    }

    private static Map<String, Integer> delimiterFlags() {
        Map<String, Integer> flags = new LinkedHashMap<>();
        flags.put("generate_word_parts", GENERATE_WORD_PARTS);
        flags.put("generate_number_parts", GENERATE_NUMBER_PARTS);
        flags.put("catenate_words", CATENATE_WORDS);
        flags.put("catenate_numbers", CATENATE_NUMBERS);
        flags.put("catenate_all", CATENATE_ALL);
        flags.put("split_on_case_change", SPLIT_ON_CASE_CHANGE);
        flags.put("preserve_original", PRESERVE_ORIGINAL);
        flags.put("split_on_numerics", SPLIT_ON_NUMERICS);
        flags.put("stem_english_possessive", STEM_ENGLISH_POSSESSIVE);
        return flags;
    }
}
