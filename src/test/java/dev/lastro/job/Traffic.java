package dev.lastro.job;

import dev.lastro.loan.BusinessDates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Deliveries of two lenders with everything that goes wrong, the same for the same seed. */
final class Traffic {

    static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 1);

    record Sent(String provider, byte[] body) {}

    private final Random random;
    private final List<Sent> sent = new ArrayList<>();

    private Traffic(long seed) {
        this.random = new Random(seed);
    }

    /** Of loans that begin within four weeks from {@link #FIRST_DAY}, in the order in which a lender would send them. */
    static List<Sent> of(int loans, long seed) {
        var traffic = new Traffic(seed);
        for (var i = 0; i < loans; i++) {
            if (i % 2 == 0) {
                traffic.base39(i);
            } else {
                traffic.openco(i);
            }
        }
        traffic.junk();
        return traffic.sent;
    }

    private void base39(int i) {
        var loan = "loan-" + i;
        var time = begin();
        var steps = List.of("created", "open", "disbursing", "disbursed", "paid", "paid", "repaid");
        var length = 1 + random.nextInt(steps.size());
        for (var step = 0; step < length; step++) {
            time = time.plus(Duration.ofMinutes(1 + random.nextInt(4_000)));
            var id = "evt-%d-%d".formatted(i, step);
            if (random.nextInt(12) == 0) {
                continue; // lost on its way
            }
            var body = base39Body(id, steps.get(step), loan, time, step);
            send("base39", body, 6);
            if (random.nextInt(25) == 0) {
                // The same id says something else, sometimes of another loan, sometimes from before.
                var other = random.nextBoolean() ? loan : "loan-" + random.nextInt(i + 1) / 2 * 2;
                var shift = Duration.ofHours(random.nextInt(48) - 24);
                send("base39", base39Body(id, "disbursed", other, time.plus(shift), step), 6);
            }
        }
    }

    private static String base39Body(String id, String step, String loan, Instant time, int number) {
        return switch (step) {
            case "created" -> """
                    {"id":"%s","type":"loan.created","data":{"object":{"id":"%s","createdAt":"%s","contractNumber":"C-%s",
                    "offer":{"disbursementAmount":1000.10,"totalAmount":1234.56,"iofAmount":12.3,"numberOfInstallments":2}}}}
                    """.formatted(id, loan, time, loan);
            case "paid" -> """
                    {"id":"%s","eventType":"installment.paid","createdAt":"%s",
                    "data":{"id":"i-%s","loan":"%s","number":%d,"amountPaid":617.28}}
                    """.formatted(id, time, id, loan, number - 3);
            default -> """
                    {"id":"%s","type":"loan.status_changed","data":{"object":{"id":"%s","status":"%s","updatedAt":"%s"}}}
                    """.formatted(id, loan, step, time);
        };
    }

    private void openco(int i) {
        var statuses = List.of(
                "APPLICATION_CREATED",
                "APPLICATION_APPROVED",
                "APPLICATION_COMPLETED",
                "CONTRACT_SIGNED",
                "SUBMITTED_TO_FI",
                "FUNDED");
        var time = begin();
        var length = 1 + random.nextInt(statuses.size());
        for (var step = 0; step < length; step++) {
            time = time.plus(Duration.ofMinutes(1 + random.nextInt(4_000)));
            if (random.nextInt(12) > 0) {
                send("openco", """
                        {"event":"application.status_change","application_uuid":"app-%d","new_status":"%s","timestamp":"%s"}
                        """.formatted(i, statuses.get(step), time), 6);
            }
        }
    }

    private void junk() {
        send("base39", "no JSON at all", 3);
        send("base39", "{\"type\":\"loan.created\",\"type\":\"twice\"}", 3);
        send("base39", "{\"id\":\"n-1\",\"type\":\"account.created\",\"data\":{\"id\":\"a\"}}", 3);
        send(
                "openco",
                "{\"event\":\"application.status_change\",\"application_uuid\":\"app-u\",\"new_status\":\"NEVER_HEARD\","
                        + "\"timestamp\":\"2026-10-05T10:00:00Z\"}",
                3);
        send("nobody", "{}", 3);
    }

    private void send(String provider, String body, int oneInIsRepeated) {
        sent.add(new Sent(provider, body.getBytes(StandardCharsets.UTF_8)));
        if (random.nextInt(oneInIsRepeated) == 0) {
            sent.add(sent.getLast());
        }
    }

    private Instant begin() {
        return FIRST_DAY
                .atStartOfDay(BusinessDates.ZONE)
                .plusMinutes(random.nextInt(28 * 24 * 60))
                .toInstant();
    }
}
