package dev.lastro.provider;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code checks:}. */
final class CheckReader {

    private static final String KNOWN =
            "header, basic, bearer, hmac, standard-webhooks, ecdsa, rsa, jwt, mtls, allow-list, none";

    private static final String ENFORCE = "enforce";
    private static final String SHADOW = "shadow";

    private CheckReader() {}

    static List<Check> read(@Nullable Value value) {
        List<Check> checks = new ArrayList<>();
        if (value == null) {
            return checks;
        }
        for (Value item : value.list()) {
            Section section = item.section();
            if (section == null) {
                continue;
            }
            Map<String, Value> one = section.all();
            if (one.size() != 1) {
                section.problem("one check has one name: begin each with its own '-'");
            }
            one.forEach((name, body) -> {
                Check check = check(name, body);
                if (check != null) {
                    checks.add(check);
                }
            });
        }
        agree(value, checks);
        return checks;
    }

    private static @Nullable Check check(String name, Value value) {
        return switch (name) {
            case "header" -> header(value);
            case "basic" -> basic(value);
            case "bearer" -> bearer(value);
            case "hmac" -> SignatureReader.hmac(value);
            case "standard-webhooks" -> SignatureReader.standardWebhooks(value);
            case "ecdsa" -> SignatureReader.ecdsa(value);
            case "rsa" -> SignatureReader.rsa(value);
            case "jwt" -> JwtReader.read(value);
            case "mtls" -> SignatureReader.mtls(value);
            case "allow-list" -> allowList(value);
            case "none" -> none(value);
            default -> {
                value.problem("is no check; there are " + KNOWN);
                yield null;
            }
        };
    }

    private static @Nullable Check header(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        String name = HeaderName.read(section.required("name"));
        List<Template> secrets = templates(section.requiredList("secrets"));
        section.close();
        return name == null ? null : new Check.Header(value.spot(), name, secrets);
    }

    private static @Nullable Check basic(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        Value usernameValue = section.required("username");
        Template username = usernameValue == null ? null : Template.read(usernameValue);
        List<Template> passwords = templates(section.requiredList("passwords"));
        section.close();
        return username == null ? null : new Check.Basic(value.spot(), username, passwords);
    }

    private static @Nullable Check bearer(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        List<Template> secrets = templates(section.requiredList("secrets"));
        section.close();
        return new Check.Bearer(value.spot(), secrets);
    }

    private static @Nullable Check none(Value value) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        String because = section.requiredText("because");
        section.close();
        return because == null ? null : new Check.None(value.spot(), because);
    }

    private static Check allowList(Value value) {
        Section section = value.isSection() ? value.section() : null;
        if (section == null) {
            return new Check.AllowList(value.spot(), networks(value.list()), false);
        }
        List<Template> networks = networks(section.requiredList("networks"));
        Value mode = section.optional("mode");
        String text = mode == null ? null : mode.text();
        if (mode != null && text != null && !text.equals(ENFORCE) && !text.equals(SHADOW)) {
            mode.problem("'" + text + "' is neither " + ENFORCE + " (the default) nor " + SHADOW);
        }
        section.close();
        return new Check.AllowList(value.spot(), networks, SHADOW.equals(text));
    }

    private static List<Template> networks(List<Value> items) {
        List<Template> networks = new ArrayList<>();
        for (Value item : items) {
            Template network = Template.read(item);
            if (network != null) {
                networks.add(network);
                String fault = network.literal().map(Network::fault).orElse(null);
                if (fault != null) {
                    item.problem(fault);
                }
            }
        }
        return List.copyOf(networks);
    }

    static List<Template> templates(List<Value> values) {
        List<Template> templates = new ArrayList<>();
        for (Value item : values) {
            Template template = Template.read(item);
            if (template != null) {
                templates.add(template);
            }
        }
        return List.copyOf(templates);
    }

    /** Checks of which no request could ever pass all, or which contradict each other. */
    private static void agree(Value value, List<Check> checks) {
        Set<String> headers = new HashSet<>();
        boolean none = checks.stream().anyMatch(Check.None.class::isInstance);
        for (Check check : checks) {
            String header = header(check);
            if (header != null && !headers.add(header)) {
                value.problem("two checks want the header " + header
                        + ": put the secrets that may be used into the list of one check");
            }
            if (none && !(check instanceof Check.None) && !(check instanceof Check.AllowList)) {
                value.problem("'none' says that no credential is asked for, but there is one: leave one of both out");
            }
        }
    }

    /** Lower-case name of the header that proves who sends; null where it is not one header. */
    private static @Nullable String header(Check check) {
        String header = switch (check) {
            case Check.Header one -> one.name();
            case Check.Basic _, Check.Bearer _ -> "authorization";
            case Check.Hmac hmac -> hmac.signature().header();
            case Check.EcdsaKeys ecdsa -> ecdsa.signature().header();
            case Check.RsaKeys rsa -> rsa.signature().header();
            case Check.StandardWebhooks webhooks -> webhooks.headers() + "signature";
            case Check.Jwt jwt -> jwt.header();
            case Check.Mtls _, Check.AllowList _, Check.None _ -> null;
        };
        return header == null ? null : header.toLowerCase(Locale.ROOT);
    }
}
