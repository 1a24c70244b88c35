package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A provider's checks with their secrets filled in. */
final class Gate implements Gatekeeper {

    /** Whatever is asked for, these hold credentials: by their own standards (RFC 9110, RFC 6265), or by common use. */
    private static final Set<String> ALWAYS_SECRET =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token");

    private record AllowList(List<Network> networks, boolean shadow) {}

    /** One per allow-list; the source must be in each. */
    private final List<AllowList> allowLists = new ArrayList<>();

    private final List<Credential> credentials = new ArrayList<>();
    private final Set<String> credentialHeaders = new TreeSet<>(ALWAYS_SECRET);

    private final Function<String, @Nullable String> environment;
    private final List<Problem> problems = new ArrayList<>();

    private Gate(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    static Gatekeeper open(String provider, List<Check> checks, Function<String, @Nullable String> environment) {
        Gate gate = new Gate(environment);
        checks.forEach(gate::add);
        if (!gate.problems.isEmpty()) {
            throw new DefinitionException(gate.problems.stream()
                    .map(problem -> new Problem(
                            problem.file(),
                            problem.line(),
                            problem.key(),
                            problem.message() + ", or leave " + provider
                                    + " out by naming only the others in lastro.providers=…"))
                    .distinct()
                    .toList());
        }
        return gate;
    }

    private void add(Check check) {
        String header = CheckReader.credentialHeader(check);
        if (header != null) {
            credentialHeaders.add(header);
        }
        switch (check) {
            case Check.Header one -> credentials.add(Credential.header(one.name(), secrets(one.secrets())));
            case Check.Basic one -> credentials.add(Credential.basic(users(one)));
            case Check.Bearer one -> credentials.add(Credential.bearer(secrets(one.secrets())));
            case Check.AllowList one -> allowLists.add(new AllowList(networks(one.networks()), one.shadow()));
            case Check.None _ -> {}
        }
    }

    private List<String> secrets(List<Template> templates) {
        List<String> secrets = new ArrayList<>();
        for (Template template : templates) {
            String secret = template.resolve(environment, problems);
            if (secret == null) {
                continue;
            }
            if (secret.isBlank()) {
                problems.add(template.spot().problem("the secret is empty: give it a value"));
            } else if (!secret.equals(secret.strip())) {
                problems.add(
                        template.spot()
                                .problem(
                                        "the secret begins or ends with white space, which no header's value does: take it off"));
            }
            secrets.add(secret);
        }
        return secrets;
    }

    /** Each as {@code username:password}. */
    private List<String> users(Check.Basic check) {
        String username = check.username().resolve(environment, problems);
        if (username != null && username.isEmpty()) {
            problems.add(check.username().spot().problem("the user name is empty: give it a value"));
        } else if (username != null && username.indexOf(':') >= 0) {
            problems.add(check.username()
                    .spot()
                    .problem("has a colon, which a user name cannot have (RFC 7617): take it out"));
        }
        List<String> users = new ArrayList<>();
        for (Template template : check.passwords()) {
            String password = template.resolve(environment, problems);
            if (password != null && password.isEmpty()) {
                problems.add(template.spot().problem("the password is empty: give it a value"));
            }
            users.add(username + ":" + password);
        }
        return users;
    }

    private List<Network> networks(List<Template> templates) {
        List<Network> networks = new ArrayList<>();
        for (Template template : templates) {
            String text = template.resolve(environment, problems);
            if (text == null) {
                continue;
            }
            int before = networks.size();
            for (String part : text.split(",", -1)) {
                String fault = part.isBlank() ? null : Network.fault(part.strip());
                Network network = part.isBlank() ? null : Network.parse(part.strip());
                if (fault != null) {
                    problems.add(template.spot().problem(fault));
                } else if (network != null) {
                    networks.add(network);
                }
            }
            if (networks.size() == before) {
                problems.add(template.spot().problem("there is no network in it: name some"));
            }
        }
        return networks;
    }

    @Override
    public Admission admission(InetAddress source) {
        Admission admission = Admission.INSIDE;
        for (AllowList list : allowLists) {
            if (list.networks().stream().noneMatch(network -> network.contains(source))) {
                if (!list.shadow()) {
                    return Admission.OUTSIDE;
                }
                admission = Admission.SHADOWED;
            }
        }
        return admission;
    }

    @Override
    public boolean readsBody() {
        return false;
    }

    @Override
    public Verdict judge(Attempt attempt) {
        boolean all = true;
        for (Credential credential : credentials) {
            // no early exit: how long it takes must not tell which check failed
            all &= credential.matches(attempt.headers());
        }
        return new Verdict(all ? List.of() : List.of("wrong credential"), List.of());
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.copyOf(credentialHeaders);
    }
}
