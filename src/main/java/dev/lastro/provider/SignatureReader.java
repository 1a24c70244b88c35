package dev.lastro.provider;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code hmac}, {@code standard-webhooks}, {@code ecdsa}, {@code rsa} and {@code mtls}. */
final class SignatureReader {

    private static final List<Hash> MAC_HASHES = List.of(Hash.SHA1, Hash.SHA256, Hash.SHA512);
    private static final List<Hash> SIGNED_HASHES = List.of(Hash.SHA256, Hash.SHA384, Hash.SHA512);

    private SignatureReader() {}

    static @Nullable Check hmac(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        SignedHeader signature = SignedHeaderReader.read(section);
        Hash hash = required(section, "algorithm", MAC_HASHES);
        List<Template> secrets = CheckReader.templates(section.requiredList("secrets"));
        section.close();
        return signature == null || hash == null ? null : new Check.Hmac(value.spot(), signature, hash, secrets);
    }

    static @Nullable Check standardWebhooks(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        List<Template> secrets = CheckReader.templates(section.requiredList("secrets"));
        Value headers = section.optional("headers");
        String name = headers == null ? "webhook-" : HeaderName.read(headers);
        Duration window = TimeReader.window(section);
        section.close();
        return name == null ? null : new Check.StandardWebhooks(value.spot(), name, window, secrets);
    }

    static @Nullable Check ecdsa(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        SignedHeader signature = SignedHeaderReader.read(section);
        Curve curve = required(section, "curve", List.of(Curve.values()));
        Hash hash = required(section, "digest", SIGNED_HASHES);
        Value formValue = section.optional("signature");
        Ecdsa.Form form = formValue == null ? null : formValue.oneOf(List.of(Ecdsa.Form.values()));
        List<Template> keys = CheckReader.templates(section.requiredList("public-keys"));
        section.close();
        return signature == null || curve == null || hash == null
                ? null
                : new Check.EcdsaKeys(value.spot(), signature, new Ecdsa(curve, hash, form), keys);
    }

    static @Nullable Check rsa(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        SignedHeader signature = SignedHeaderReader.read(section);
        Hash hash = required(section, "digest", SIGNED_HASHES);
        Value paddingValue = section.optional("padding");
        Rsa.Padding padding =
                paddingValue == null ? Rsa.Padding.PKCS1 : paddingValue.oneOf(List.of(Rsa.Padding.values()));
        List<Template> keys = CheckReader.templates(section.requiredList("public-keys"));
        section.close();
        return signature == null || hash == null || padding == null
                ? null
                : new Check.RsaKeys(value.spot(), signature, new Rsa(hash, padding), keys);
    }

    static @Nullable Check mtls(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        Map<CertificateName, List<Template>> names = new EnumMap<>(CertificateName.class);
        for (CertificateName name : CertificateName.values()) {
            Value list = section.optional(name.toString());
            if (list != null) {
                names.put(name, CheckReader.templates(list.list()));
            }
        }
        section.close();
        if (names.isEmpty()) {
            section.problem("say whose certificate: " + List.of(CertificateName.values()));
        }
        return new Check.Mtls(value.spot(), names);
    }

    private static <T> @Nullable T required(Section section, String key, List<T> choices) {
        Value value = section.required(key);
        return value == null ? null : value.oneOf(choices);
    }
}
