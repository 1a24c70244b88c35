package dev.lastro.provider;

import dev.lastro.provider.Part.Whole;
import dev.lastro.provider.SignedHeader.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A header with signatures over pieces of the request. */
final class SignatureProof implements Proof {

    private static final byte[] NOTHING = {};

    private final String name;
    private final SignedHeader signature;
    private final List<Way> ways;

    /**
     * @param signature its prefix is not looked at
     * @param ways how the header's signatures may have been made; one that fits is enough
     */
    SignatureProof(String name, SignedHeader signature, List<Way> ways) {
        this.name = name;
        this.signature = signature;
        this.ways = List.copyOf(ways);
    }

    /** @param prefix of the signatures that were made so */
    record Way(String prefix, Verifier verifier) {}

    @Override
    public boolean readsBody() {
        return signature.signsBody();
    }

    @Override
    public void judge(Attempt attempt, Findings findings) {
        int before = findings.faults();
        String sent = only(attempt, signature.header(), "header", findings);
        SignatureHeader header = SignatureHeader.of(signature, sent == null ? "" : sent);
        String stamp = stamp(attempt, header, findings);
        List<byte[]> signed = signed(attempt, stamp, findings);
        boolean complete = findings.faults() == before;
        int number = 0;
        boolean any = false;
        boolean many = false;
        for (Way way : ways) {
            List<byte[]> signatures = header.signatures(way.prefix(), signature.encoding());
            any |= !signatures.isEmpty();
            boolean tooMany = signatures.size() > way.verifier().signaturesMax();
            many |= tooMany;
            int fitting = way.verifier().fitting(signed, tooMany ? List.of() : signatures);
            number = number == 0 ? fitting : number;
        }
        judgeTime(attempt, stamp, findings);
        if (sent != null && !any) {
            findings.fault(name, "no signature in the header");
        } else if (many) {
            findings.fault(name, "too many signatures in the header");
        } else if (complete && number == 0) {
            findings.fault(name, "no signature fits");
        } else if (number > 0) {
            findings.used(name, number);
        }
    }

    /** @return null, with a fault noted, where it is not there exactly once */
    private @Nullable String only(Attempt attempt, String header, String what, Findings findings) {
        List<String> values = attempt.headers().values(header);
        if (values.size() == 1) {
            return values.getFirst();
        }
        findings.fault(name, what + (values.isEmpty() ? " missing" : " sent more than once"));
        return null;
    }

    private @Nullable String stamp(Attempt attempt, SignatureHeader header, Findings findings) {
        Stamp stamp = signature.stamp();
        if (stamp == null) {
            return null;
        }
        if (!stamp.isField()) {
            return only(attempt, stamp.name(), "timestamp", findings);
        }
        List<String> values = header.fields(stamp.name());
        if (values.size() != 1) {
            findings.fault(name, values.isEmpty() ? "timestamp missing" : "timestamp sent more than once");
            return null;
        }
        return values.getFirst();
    }

    private List<byte[]> signed(Attempt attempt, @Nullable String stamp, Findings findings) {
        List<byte[]> pieces = new ArrayList<>(signature.signs().size());
        for (Part part : signature.signs()) {
            pieces.add(
                    switch (part) {
                        case Whole whole when whole == Whole.TIMESTAMP -> stamp == null ? NOTHING : Part.latin(stamp);
                        case Whole whole -> Part.bytes(whole, attempt);
                        case Part.Header header -> header(attempt, header, findings);
                        case Part.Text text -> text.bytes();
                        case Part.PublicUrl _ ->
                            throw new IllegalStateException("it was resolved when the gate was opened");
                    });
        }
        return pieces;
    }

    private byte[] header(Attempt attempt, Part.Header header, Findings findings) {
        String value = only(attempt, header.name(), "signed header " + header.name(), findings);
        if (value != null && !header.without().isEmpty() && value.contains(header.without())) {
            findings.fault(name, "signed header " + header.name() + " cannot be used");
        }
        return value == null ? NOTHING : Part.latin(value);
    }

    private void judgeTime(Attempt attempt, @Nullable String text, Findings findings) {
        Stamp stamp = signature.stamp();
        if (stamp == null || text == null) {
            return;
        }
        Instant time = stamp.format().read(text);
        if (time == null) {
            findings.fault(name, "timestamp cannot be read");
        } else if (!isWithin(time, attempt.receivedAt(), stamp.window())) {
            findings.fault(name, "timestamp outside the window");
        }
    }

    static boolean isWithin(Instant time, Instant receivedAt, Duration window) {
        return Duration.between(time, receivedAt).abs().compareTo(window) <= 0;
    }
}
