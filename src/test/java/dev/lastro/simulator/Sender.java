package dev.lastro.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Sends deliveries over HTTP as the lenders would, on several connections at once.
 *
 * @param webhooks what the provider's name is put after
 * @param credentials header and value that a provider sends, by provider
 */
public record Sender(URI webhooks, Map<String, Map<String, String>> credentials) {
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of the deliveries' own time. */
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    /** What one delivery was answered. */
    public record Answer(int status, String body) {}

    /**
     * Begins all deliveries in their order; which of those under way at one time arrives first is nobody's choice.
     *
     * @param progress is told from any thread how many are answered
     * @return the answers in the order of the deliveries
     */
    public List<Answer> send(List<Sent> deliveries, IntConsumer progress) {
        return send(List.of(deliveries), now -> {}, progress);
    }

    /**
     * Sends them as time goes by, faster than it does: what was sent within half a minute at once, the rest after it.
     *
     * @param deliveries in the order of sending
     * @param clock is set to the time of the last of those that are sent at once
     * @param progress is told from any thread how many are answered
     * @return the answers in the order of the deliveries
     */
    public List<Answer> sendInTime(List<Sent> deliveries, Consumer<Instant> clock, IntConsumer progress) {
        var bursts = new ArrayList<List<Sent>>();
        int from = 0;
        for (int to = 1; to <= deliveries.size(); to++) {
            if (to == deliveries.size()
                    || deliveries
                            .get(to)
                            .sentAt()
                            .isAfter(deliveries.get(from).sentAt().plus(AT_ONCE))) {
                bursts.add(deliveries.subList(from, to));
                from = to;
            }
        }
        return send(bursts, clock, progress);
    }

    private List<Answer> send(List<List<Sent>> bursts, Consumer<Instant> clock, IntConsumer progress) {
        var done = new AtomicInteger();
        try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build();
                var pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            var answers = new ArrayList<Answer>();
            for (List<Sent> burst : bursts) {
                if (!burst.isEmpty()) {
                    clock.accept(burst.getLast().sentAt());
                }
                var futures = new ArrayList<Future<Answer>>();
                for (Sent sent : burst) {
                    futures.add(pool.submit(() -> {
                        Answer answer = send(client, sent);
                        progress.accept(done.incrementAndGet());
                        return answer;
                    }));
                }
                for (var future : futures) {
                    answers.add(future.get());
                }
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a delivery could not be sent", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }

    private Answer send(HttpClient client, Sent sent) throws InterruptedException {
        var request = HttpRequest.newBuilder(webhooks.resolve(sent.provider()))
                .timeout(PATIENCE)
                .header("Content-Type", sent.contentType())
                .header("User-Agent", "lastro-simulator")
                .POST(BodyPublishers.ofByteArray(sent.body()));
        credentials.getOrDefault(sent.provider(), Map.of()).forEach(request::header);
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
