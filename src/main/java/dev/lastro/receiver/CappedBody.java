package dev.lastro.receiver;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/** A request's body as bytes: exactly what was sent, whatever its headers say of it. */
final class CappedBody {

    private CappedBody() {}

    /** Whether the sender itself says that the body is longer than this. */
    static boolean isDeclaredOver(HttpServletRequest request, int maxBytes) {
        return request.getContentLengthLong() > maxBytes;
    }

    /** Empty if there is more than {@code maxBytes} of it. */
    static Optional<byte[]> read(HttpServletRequest request, int maxBytes) throws IOException {
        // One byte more than allowed tells a body that is too long from one that just fits.
        var body = request.getInputStream().readNBytes(maxBytes + 1);
        return body.length > maxBytes ? Optional.empty() : Optional.of(body);
    }
}
