package dev.lastro.provider;

import java.util.List;

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

    record None(Spot spot, String because) implements Check {}
}
