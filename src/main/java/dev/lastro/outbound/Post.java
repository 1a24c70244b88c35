package dev.lastro.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** POST that ends in time whatever the other side does, and takes no more of an answer than it has use for. */
public final class Post implements AutoCloseable {

    /** A time stamp token with its certificates has some 6 KB. */
    private static final long ANSWER_BYTES_MAX = 256 * 1024;

    private final HttpClient client;
    private final URI address;
    private final Duration timeout;

    /** @param timeout for all of it, from connecting to the answer's last byte */
    public Post(URI address, Duration timeout) {
        this.client = HttpClient.newBuilder()
                // a server that is asked to change to HTTP/2 without TLS may refuse a POST
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.address = address;
        this.timeout = timeout;
    }

    /** @throws IOException also if the answer is not 2xx */
    public byte[] send(byte[] body, Map<String, String> headers) throws IOException {
        var request = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        var answer = await(request.build());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("%s answered %d".formatted(address.getHost(), answer.statusCode()));
        }
        return answer.body();
    }

    /** The request's own time-out ends with the answer's header: a body that drips would hold us for ever. */
    private HttpResponse<byte[]> await(HttpRequest request) throws IOException {
        var handler = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX);
        var answer = client.sendAsync(request, handler);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("%s did not answer in %d s".formatted(address.getHost(), timeout.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException("%s: %s".formatted(address.getHost(), Words.of(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
