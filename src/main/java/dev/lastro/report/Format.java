package dev.lastro.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** As what a night's reports are written. CSV is always there. */
public enum Format {
    CSV,
    /** For programs that load them: typed columns, texts as they are but for the masking of CPF and CNPJ. */
    PARQUET;

    public static final Set<Format> DEFAULT = Collections.unmodifiableSet(EnumSet.of(CSV));

    /**
     * @param words with commas: {@code parquet}, {@code csv,parquet}
     * @return in their order, CSV among them whether it was said or not
     * @throws IllegalArgumentException naming what there is
     */
    public static Set<Format> of(String words) {
        var formats = EnumSet.of(CSV);
        for (var word : words.split(",", -1)) {
            formats.add(Arrays.stream(values())
                    .filter(format -> format.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no %s: there are csv, which is always written, and parquet".formatted(word))));
        }
        return Collections.unmodifiableSet(formats);
    }

    /** What {@link #of} makes the same of. */
    public static String text(Set<Format> formats) {
        return Arrays.stream(values())
                .filter(formats::contains)
                .map(Format::word)
                .collect(Collectors.joining(","));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
