package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final List<Proof> proofs = new ArrayList<>();
    private final Set<String> credentialHeaders = new TreeSet<>(ALWAYS_SECRET);

    private Gate() {}

    static Gatekeeper open(String provider, List<Check> checks, Function<String, @Nullable String> environment) {
        Gate gate = new Gate();
        Secrets secrets = new Secrets(environment);
        ProofMaker maker = new ProofMaker(secrets);
        for (Check check : checks) {
            if (check instanceof Check.AllowList list) {
                gate.allowLists.add(new AllowList(networks(list.networks(), secrets), list.shadow()));
            }
            Proof proof = maker.make(check);
            if (proof != null) {
                gate.proofs.add(proof);
            }
            gate.hide(check);
        }
        if (!secrets.problems().isEmpty()) {
            throw new DefinitionException(secrets.problems().stream()
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

    /**
     * Whoever reads a secret or a token that is good for any body could send with it, so the log has its digest alone. A
     * signature of this very body is no secret: an auditor wants it as it came, also where it stands in Authorization.
     */
    private void hide(Check check) {
        switch (check) {
            case Check.Header header -> credentialHeaders.add(header.name().toLowerCase(Locale.ROOT));
            case Check.Jwt jwt
            when jwt.claims().values().stream().anyMatch(ClaimRule.Hashed.class::isInstance) ->
                credentialHeaders.remove(jwt.header().toLowerCase(Locale.ROOT));
            case Check.Jwt jwt -> credentialHeaders.add(jwt.header().toLowerCase(Locale.ROOT));
            default -> {}
        }
    }

    private static List<Network> networks(List<Template> templates, Secrets secrets) {
        List<Network> networks = new ArrayList<>();
        for (Template template : templates) {
            String text = secrets.resolve(template);
            if (text == null) {
                continue;
            }
            int before = networks.size();
            for (String part : text.split(",", -1)) {
                String fault = part.isBlank() ? null : Network.fault(part.strip());
                Network network = part.isBlank() ? null : Network.parse(part.strip());
                if (fault != null) {
                    secrets.problem(template, fault);
                } else if (network != null) {
                    networks.add(network);
                }
            }
            if (networks.size() == before) {
                secrets.problem(template, "there is no network in it: name some");
            }
        }
        return networks;
    }

    @Override
    public Admission admission(@Nullable InetAddress source) {
        Admission admission = Admission.INSIDE;
        for (AllowList list : allowLists) {
            if (source == null || list.networks().stream().noneMatch(network -> network.contains(source))) {
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
        return proofs.stream().anyMatch(Proof::readsBody);
    }

    @Override
    public Verdict judge(Attempt attempt) {
        Proof.Findings findings = new Proof.Findings();
        for (Proof proof : proofs) {
            // no early exit: how long it takes must not tell which check failed
            proof.judge(attempt, findings);
        }
        return findings.verdict();
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.copyOf(credentialHeaders);
    }
}
