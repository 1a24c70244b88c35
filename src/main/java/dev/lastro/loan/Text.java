package dev.lastro.loan;

/**
 * What a person is to read, in both languages of the reports.
 *
 * @param en English
 * @param pt Brazilian Portuguese
 */
public record Text(String en, String pt) {

    /** Each at most so many characters, none of them cut in half. */
    Text clipped(int max) {
        return new Text(clip(en, max), clip(pt, max));
    }

    private static String clip(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
        return text.substring(0, end) + "…";
    }
}
