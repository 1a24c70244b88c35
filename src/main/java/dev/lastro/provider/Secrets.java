package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import dev.lastro.provider.KeyText.FaultException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills in a definition's secrets and keys, and notes what is wrong with them without showing them. */
final class Secrets {

    private static final Map<String, Encoding> ENCODED = Map.of("hex:", Encoding.HEX, "base64:", Encoding.BASE64);
    private static final String TEXT = "text:";

    private final Function<String, @Nullable String> environment;
    private final List<Problem> problems = new ArrayList<>();

    Secrets(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    List<Problem> problems() {
        return problems;
    }

    void problem(Template template, String message) {
        problems.add(template.spot().problem(message));
    }

    @Nullable
    String resolve(Template template) {
        return template.resolve(environment, problems);
    }

    /** Those that can be used. */
    List<String> texts(List<Template> templates) {
        return numberedTexts(templates).stream().map(Numbered::value).toList();
    }

    List<Numbered<String>> numberedTexts(List<Template> templates) {
        List<Numbered<String>> secrets = new ArrayList<>();
        for (int i = 0; i < templates.size(); i++) {
            Template template = templates.get(i);
            String secret = resolve(template);
            if (secret == null) {
                continue;
            }
            if (secret.isBlank()) {
                problem(template, "the secret is empty: give it a value");
            } else if (!secret.equals(secret.strip())) {
                problem(
                        template,
                        "the secret begins or ends with white space, which no header's value does: take it off");
            } else {
                secrets.add(new Numbered<>(i + 1, secret));
            }
        }
        return secrets;
    }

    /** Keys of a MAC: text, or bytes that are written as {@code hex:} or {@code base64:}. */
    List<Numbered<byte[]>> macKeys(List<Template> templates) {
        List<Numbered<byte[]>> keys = new ArrayList<>();
        for (Numbered<String> secret : numberedTexts(templates)) {
            byte[] key = macKey(secret.value());
            if (key == null) {
                problem(
                        templates.get(secret.number() - 1),
                        "the secret is not what its beginning says (hex: or base64:): write it so, or put text: before it");
            } else {
                keys.add(new Numbered<>(secret.number(), key));
            }
        }
        return keys;
    }

    private static byte @Nullable [] macKey(String secret) {
        for (Map.Entry<String, Encoding> encoded : ENCODED.entrySet()) {
            if (secret.startsWith(encoded.getKey())) {
                return encoded.getValue()
                        .decode(secret.substring(encoded.getKey().length()));
            }
        }
        String text = secret.startsWith(TEXT) ? secret.substring(TEXT.length()) : secret;
        return text.isEmpty() ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param fault why a key is not of the kind that is wanted; null: it is */
    List<Numbered<PublicKey>> publicKeys(List<Template> templates, Function<PublicKey, @Nullable String> fault) {
        List<Numbered<PublicKey>> keys = new ArrayList<>();
        for (int i = 0; i < templates.size(); i++) {
            Template template = templates.get(i);
            String text = resolve(template);
            if (text == null) {
                continue;
            }
            try {
                PublicKey key = KeyText.read(text);
                String wrong = fault.apply(key);
                if (wrong != null) {
                    throw new FaultException(wrong);
                }
                keys.add(new Numbered<>(i + 1, key));
            } catch (FaultException e) {
                problem(template, String.valueOf(e.getMessage()));
            }
        }
        return keys;
    }
}
