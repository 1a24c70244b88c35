package dev.lastro.provider;

import java.util.ArrayList;
import java.util.List;

/** The value of a header that has signatures, taken apart. */
final class SignatureHeader {

    private static final String LIST = ", \t";
    private static final String FIELDS = ",; \t";

    private final SignedHeader form;
    private final String value;

    private SignatureHeader(SignedHeader form, String value) {
        this.form = form;
        this.value = value;
    }

    static SignatureHeader of(SignedHeader form, String value) {
        return new SignatureHeader(form, value);
    }

    /** The decoded signatures that have the prefix; what cannot be read is left out. */
    List<byte[]> signatures(String prefix, Encoding encoding) {
        List<String> texts = form.field() == null ? split(separators(prefix)) : fields(form.field());
        List<byte[]> signatures = new ArrayList<>(texts.size());
        for (String text : texts) {
            byte[] signature = text.startsWith(prefix) ? encoding.decode(text.substring(prefix.length())) : null;
            if (signature != null) {
                signatures.add(signature);
            }
        }
        return signatures;
    }

    /** The values of a field of a list of {@code name=value}. */
    List<String> fields(String name) {
        List<String> values = new ArrayList<>();
        for (String field : split(FIELDS)) {
            if (field.length() > name.length() && field.charAt(name.length()) == '=' && field.startsWith(name)) {
                values.add(field.substring(name.length() + 1));
            }
        }
        return values;
    }

    private static String separators(String prefix) {
        StringBuilder separators = new StringBuilder();
        LIST.chars().filter(c -> prefix.indexOf(c) < 0).forEach(c -> separators.append((char) c));
        return separators.toString();
    }

    private List<String> split(String separators) {
        List<String> pieces = new ArrayList<>(1);
        int from = 0;
        for (int at = 0; at <= value.length(); at++) {
            if (at == value.length() || separators.indexOf(value.charAt(at)) >= 0) {
                String piece = value.substring(from, at).strip();
                if (!piece.isEmpty()) {
                    pieces.add(piece);
                }
                from = at + 1;
            }
        }
        return pieces;
    }
}
