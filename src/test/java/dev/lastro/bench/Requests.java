package dev.lastro.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Deliveries as Base39 sends them, encoded beforehand: all of the same size, no two alike. For one thread. */
final class Requests {

    static final String SECRET = "a secret as long as one that is chosen for a subscription";
    static final int BODY_BYTES = 1024;
    private static final int DIFFERENT = 1024;

    private final ByteBuffer[] encoded = new ByteBuffer[DIFFERENT];
    private int next;

    Requests() {
        var random = new Random(39);
        for (var i = 0; i < DIFFERENT; i++) {
            encoded[i] = request(body(random, i));
        }
    }

    /** {@value #BODY_BYTES} bytes of JSON. */
    static byte[] body(Random random, int number) {
        var loan = random.nextInt();
        var event = random.nextInt();
        var missing = BODY_BYTES - json(number, event, loan, "").getBytes(StandardCharsets.UTF_8).length;
        var note = new StringBuilder();
        while (note.length() < missing) {
            note.append((char) ('a' + random.nextInt(26)));
        }
        return json(number, event, loan, note.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static String json(int number, int event, int loan, String note) {
        return """
                {"id":"evt_%08x%08x","type":"loan.disbursed","createdAt":"2026-11-21T14:03:07.123Z","data":{"object":{\
                "id":"loan_%08x","contractNumber":"CCB-%08x","status":"DISBURSED","createdAt":"2026-11-20T09:00:00.000Z",\
                "updatedAt":"2026-11-21T14:03:07.100Z","borrower":{"name":"Maria José da Conceição",\
                "document":"***.456.789-**"},"amounts":{"contracted":"12500.00","iof":"187.43","fees":"250.00",\
                "disbursed":"12062.57","currency":"BRL"},"installments":[\
                {"number":1,"dueDate":"2026-12-20","amount":"1187.22"},\
                {"number":2,"dueDate":"2027-01-20","amount":"1187.22"},\
                {"number":3,"dueDate":"2027-02-20","amount":"1187.22"}]}},"note":"%s"}""".formatted(event, number, loan, number, note);
    }

    private static ByteBuffer request(byte[] body) {
        var head = """
                POST /webhooks/base39 HTTP/1.1\r
                Host: 127.0.0.1\r
                User-Agent: Base39-Webhooks/1.0\r
                Accept: */*\r
                Authorization: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(SECRET, body.length).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    /** One and the same buffer again after {@value #DIFFERENT} others. */
    ByteBuffer next() {
        next = (next + 1) % DIFFERENT;
        return encoded[next].rewind();
    }
}
