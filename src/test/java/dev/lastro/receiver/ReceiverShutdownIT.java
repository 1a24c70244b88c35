package dev.lastro.receiver;

import static dev.lastro.receiver.RawHttp.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastro.testing.MySql;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverShutdownIT {

    @TempDir
    Path folder;

    @Test
    void whoCameInBeforeTheEndGetsItsAnswer() throws Exception {
        var receiver =
                Receiver.start(MySql.database(), folder.resolve("jobs"), Map.of("open", Receiver.OPEN), Map.of());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(latin1("POST /webhooks/open HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n12"));
            await().until(() -> receiver.metric("lastro.receiver.in.flight") > 0);
            var end = CompletableFuture.runAsync(receiver::close);
            Thread.sleep(1_000);
            assertThat(end).isNotDone();
            socket.getOutputStream().write(latin1("34"));
            assertThat(RawHttp.next(socket).status()).isEqualTo(200);
            end.get(20, TimeUnit.SECONDS);
        }
        assertThat(receiver.rows("SELECT CAST(body AS CHAR) FROM webhook_log")).hasToString("[[1234]]");
    }
}
