package dev.lastro.provider;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One line of {@code checks:}, as the file has it: secrets are not filled in yet. */
sealed interface Check {

    Spot spot();

    /** The header has exactly one value, which is one of the secrets. */
    record Header(Spot spot, String name, List<Template> secrets) implements Check {}

    /** RFC 7617. */
    record Basic(Spot spot, Template username, List<Template> passwords) implements Check {}

    /** RFC 6750 section 2.1. */
    record Bearer(Spot spot, List<Template> secrets) implements Check {}

    /**
     * @param networks each a CIDR, or several with commas where it comes from a variable
     * @param shadow whether an address outside is let in all the same, and counted
     */
    record AllowList(Spot spot, List<Template> networks, boolean shadow) implements Check {}

    /** RFC 2104. */
    record Hmac(Spot spot, SignedHeader signature, Hash hash, List<Template> secrets) implements Check {}

    /**
     * The Standard Webhooks specification, version 1.0.0.
     *
     * @param headers what the names of its three headers begin with
     */
    record StandardWebhooks(Spot spot, String headers, Duration window, List<Template> secrets) implements Check {}

    record EcdsaKeys(Spot spot, SignedHeader signature, Ecdsa scheme, List<Template> keys) implements Check {}

    record RsaKeys(Spot spot, SignedHeader signature, Rsa scheme, List<Template> keys) implements Check {}

    /**
     * RFC 7519, signed by RFC 7515.
     *
     * @param scheme what stands before the token with a space; empty: nothing does
     * @param claims those that must be there, in the file's order
     */
    record Jwt(
            Spot spot,
            String header,
            String scheme,
            List<JWSAlgorithm> algorithms,
            List<Template> secrets,
            List<Template> keys,
            Map<String, ClaimRule> claims)
            implements Check {}

    /** Each kind that is there must have one that is the certificate's; TLS has verified the chain before. */
    record Mtls(Spot spot, Map<CertificateName, List<Template>> names) implements Check {}

    record None(Spot spot, String because) implements Check {}
}
