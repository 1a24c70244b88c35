package dev.lastro.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Authorities and certificates made by the JDK's own keytool, as PEM and as objects. */
final class Certificates {

    static final String PASSWORD = "changeit";

    static final List<String> EC = List.of("-keyalg", "EC", "-groupname", "secp256r1");

    private final Path store;

    Certificates(Path folder) {
        this.store = folder.resolve("certificates.p12");
    }

    /** @param chain its own certificate first, up to and without the authority */
    record Identity(PrivateKey key, List<X509Certificate> chain) {

        X509Certificate certificate() {
            return chain.getFirst();
        }

        String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        String chainPem() {
            return Certificates.pem(chain);
        }

        KeyStore keyStore() throws GeneralSecurityException, IOException {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("key", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
            return keys;
        }
    }

    X509Certificate authority(String name) {
        keytool(name, EC, 0, 3650, List.of("-ext", "bc:critical", "-ext", "ku=keyCertSign,cRLSign"));
        return identity(name).certificate();
    }

    Identity server(String name, String authority, int startDays, int days) {
        return server(name, EC, authority, startDays, days);
    }

    /** @param algorithm of the key, as keytool wants it said */
    Identity server(String name, List<String> algorithm, String authority, int startDays, int days) {
        keytool(
                name,
                algorithm,
                startDays,
                days,
                List.of("-signer", authority, "-ext", "san=ip:127.0.0.1,dns:localhost", "-ext", "eku=serverAuth"));
        return identity(name);
    }

    Identity server(String name, String authority) {
        return server(name, authority, 0, 90);
    }

    Identity client(String name, String authority, int startDays, int days) {
        keytool(name, EC, startDays, days, List.of("-signer", authority, "-ext", "eku=clientAuth"));
        return identity(name);
    }

    Identity client(String name, String authority) {
        return client(name, authority, 0, 90);
    }

    /** @param startDays from now, negative: ago */
    private void keytool(String name, List<String> algorithm, int startDays, int days, List<String> further) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-startdate",
                (startDays < 0 ? "" : "+") + startDays + "d",
                "-validity",
                Integer.toString(days)));
        command.addAll(algorithm);
        command.addAll(further);
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Identity identity(String name) {
        try (var file = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            var chain = Arrays.stream(keys.getCertificateChain(name))
                    .map(X509Certificate.class::cast)
                    .toList();
            var isSelfSigned = chain.size() == 1;
            return new Identity(
                    (PrivateKey) keys.getKey(name, PASSWORD.toCharArray()),
                    isSelfSigned ? chain : chain.subList(0, chain.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        for (var certificate : certificates) {
            try {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }

    private static String pem(String kind, byte[] der) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind);
    }
}
