package org.prochorientation.analysis;

import java.util.Collection;
import org.elasticsearch.common.settings.Settings;

/** Refuses settings that the originals know and these components do not. */
final class Supported {

    private Supported() {}

    static void only(String component, Settings settings, Collection<String> known) {
        for (String key : settings.names()) {
            // A component used by its bare name is handed the settings of the index itself.
            boolean ofTheIndex = key.equals("index") || key.equals("type");
            if (!ofTheIndex && !known.contains(key)) {
                throw new IllegalArgumentException(
                    "setting [" + key + "] of [" + component + "] is not supported by the local analysis plugin");
            }
        }
    }
}
