package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What all servers under test share: the plugins in jars, the key of the token issuer, the inbox and the protocols.
 *
 * @param folder a folder that is deleted with the environment
 * @param inbox receives what the servers report
 * @param tokens issues tokens
 * @param json the protocol of the steps that follow a call
 * @param transports the protocols, by the word that case files use
 */
record ConformanceEnvironment(Path folder, Inbox inbox, Tokens tokens, JsonTransport json, List<Transport> transports)
        implements AutoCloseable {
    static ConformanceEnvironment raise() {
        try {
            Path folder = Files.createTempDirectory("kith-conformance");
            Tokens tokens = new Tokens();
            Files.writeString(folder.resolve("jwks.json"), tokens.keySet());
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            WireTypes types = WireTypes.read(Parameters.WIRE_DESCRIPTION);
            JsonTransport json = new JsonTransport(client);
            return new ConformanceEnvironment(
                    folder,
                    new Inbox(tokens),
                    tokens,
                    json,
                    List.of(
                            json,
                            new GrpcTransport(types),
                            new GrpcWebTransport(client, types),
                            new ConnectTransport(client, types)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path keySet() {
        return folder.resolve("jwks.json");
    }

    /** The jar of the plugins that a server of this kind runs with. */
    Path plugin(Kind kind) {
        return plugins(kind).resolve("plugin.jar");
    }

    /** A folder with only that jar. */
    synchronized Path plugins(Kind kind) {
        Path plugins = folder.resolve("plugins-" + kind.feature() + "-" + kind.externalSms());
        try {
            if (Files.notExists(plugins)) {
                Files.createDirectory(plugins);
                jar(Parameters.PLUGIN_CLASSES, facts(kind), plugins.resolve("plugin.jar"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plugins;
    }

    private byte[] facts(Kind kind) {
        return ("port=" + inbox.port() + "\noutside=" + kind.externalSms() + "\n").getBytes(UTF_8);
    }

    Transport transport(String name) {
        return transports.stream()
                .filter(transport -> transport.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotUnderstood("unknown protocol " + name));
    }

    private static void jar(Path classes, byte[] facts, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                jar.write(Files.readAllBytes(path));
            }
            jar.putNextEntry(new JarEntry("conformance.properties"));
            jar.write(facts);
        }
    }

    @Override
    public void close() {
        inbox.close();
        for (Transport transport : transports) {
            if (transport instanceof GrpcTransport grpc) {
                grpc.close();
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
