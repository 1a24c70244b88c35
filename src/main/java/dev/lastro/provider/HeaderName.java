package dev.lastro.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks the name of a header. */
final class HeaderName {

    /** A token of RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private HeaderName() {}

    /** @return null where there is none */
    static @Nullable String read(@Nullable Value value) {
        String name = value == null ? null : value.text();
        if (value != null && name != null && !TOKEN.matcher(name).matches()) {
            value.problem("'" + name + "' is no name of a header");
        }
        return name;
    }
}
