package dev.lastro.anchor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code openssl ts} as a time stamp authority, with a certificate authority of its own, in a folder. */
final class Openssl {

    private final Path folder;
    private int replies;

    /** @param digests that it stamps: {@code sha256} */
    Openssl(Path folder, String digests) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("conf"), """
                [req]
                distinguished_name = name
                prompt = no
                [name]
                CN = Test authority
                [ca]
                basicConstraints = critical, CA:TRUE
                keyUsage = critical, keyCertSign
                [tsa]
                basicConstraints = CA:FALSE
                extendedKeyUsage = critical, timeStamping
                [stamping]
                serial = serial
                digests = %s
                default_policy = 1.2.3.4.1
                signer_digest = sha256
                accuracy = secs:1
                ordering = no
                ess_cert_id_alg = sha256
                """.formatted(digests));
        run(
                "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -config conf -extensions ca -subj /CN=CA");
        run("req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -config conf -subj /CN=TSA");
        run(
                "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile conf -extensions tsa -out tsa.pem");
    }

    static boolean isThere() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    /** A reply to a request, both DER. */
    synchronized byte[] reply(byte[] query) throws IOException {
        replies++;
        Files.write(folder.resolve(replies + ".tsq"), query);
        run("ts -reply -config conf -section stamping -queryfile %1$d.tsq -signer tsa.pem -inkey tsa.key -out %1$d.tsr"
                .formatted(replies));
        return Files.readAllBytes(folder.resolve(replies + ".tsr"));
    }

    /** What openssl says of a token for a note, as an auditor asks it. */
    String verify(byte[] token, byte[] note) throws IOException {
        Files.write(folder.resolve("token"), token);
        Files.write(folder.resolve("note"), note);
        return run("ts -verify -in token -token_in -data note -CAfile ca.pem");
    }

    private String run(String arguments) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return output;
    }
}
