package org.prochorientation.analysis;

import java.io.Reader;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;

/** Character filters: what happens to the text before it is cut into tokens. */
final class CharFilters {

    private static final Pattern RULE = Pattern.compile("(.*)\\s*=>\\s*(.*)\\s*$");

    private CharFilters() {}

    static CharFilterFactory htmlStrip(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("escaped_tags"));
        Set<String> kept = Set.copyOf(settings.getAsList("escaped_tags"));
        return new Plain(name, reader -> new HTMLStripCharFilter(reader, kept));
    }

    static CharFilterFactory mapping(IndexSettings index, Environment environment, String name, Settings settings) {
        Supported.only(name, settings, List.of("mappings"));
        List<String> rules = settings.getAsList("mappings");
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("mapping requires the `mappings` setting");
        }
        NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
        for (String rule : rules) {
            Matcher sides = RULE.matcher(rule);
            if (!sides.find()) {
                throw new IllegalArgumentException("Invalid Mapping Rule : [" + rule + "]");
            }
            builder.add(unescape(sides.group(1).trim()), unescape(sides.group(2).trim()));
        }
        NormalizeCharMap map = builder.build();
        return new Normalizing(name, reader -> new MappingCharFilter(map, reader));
    }

    /** Escapes of a mapping rule: a Unicode escape of four hexadecimal digits, and those of C. */
    private static String unescape(String side) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < side.length(); at++) {
            char found = side.charAt(at);
            if (found != '\\') {
                text.append(found);
                continue;
            }
            if (++at >= side.length()) {
                throw new IllegalArgumentException("Invalid escaped char in [" + side + "]");
            }
            char escaped = side.charAt(at);
            if (escaped == 'u') {
                if (at + 4 >= side.length()) {
                    throw new IllegalArgumentException("Invalid escaped char in [" + side + "]");
                }
                text.append((char) Integer.parseInt(side.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                int known = "ntrbf".indexOf(escaped);
                text.append(known < 0 ? escaped : "\n\t\r\b\f".charAt(known));
            }
        }
        return text.toString();
    }

    private record Plain(String name, UnaryOperator<Reader> create) implements CharFilterFactory {
        @Override
        public Reader create(Reader reader) {
            return create.apply(reader);
        }
    }

    private record Normalizing(String name, UnaryOperator<Reader> create) implements NormalizingCharFilterFactory {
        @Override
        public Reader create(Reader reader) {
            return create.apply(reader);
        }
    }
}
