package dev.kith.it.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * An image in OCI's layout, unpacked as a container runtime does it.
 *
 * @param folder where the layout is
 * @param manifest its manifest
 * @param config its configuration
 */
record Image(Path folder, Tree manifest, Tree config) {
    private static final String ALGORITHM = "sha256:";

    /** Reads a tar; everything in it has to have the digest that it is named by. */
    static Image read(Path tar, Path folder) {
        Programs.run(folder, "tar", "--extract", "--file", tar.toString());
        Tree manifest =
                Tree.one(blob(folder, Tree.one(folder.resolve("index.json")).at("manifests")));
        return new Image(folder, manifest, Tree.one(blob(folder, manifest.at("config"))));
    }

    private static Path blob(Path folder, Tree descriptor) {
        Path file =
                folder.resolve("blobs/sha256").resolve(descriptor.text("digest").substring(ALGORITHM.length()));
        String found = digest(file, false);
        if (!found.equals(descriptor.text("digest"))) {
            throw new AssertionError(file + " has the digest " + found);
        }
        return file;
    }

    List<Path> layers() {
        return manifest.items("layers").stream()
                .map(layer -> blob(folder, layer))
                .toList();
    }

    /** The digests of the layers without their compression. */
    List<String> contents() {
        return layers().stream().map(layer -> digest(layer, true)).toList();
    }

    /** Lays the layers upon each other. */
    void unpack(Path root) {
        for (Path layer : layers()) {
            Programs.run(
                    root, "tar", "--extract", "--gzip", "--warning=no-unknown-keyword", "--file", layer.toString());
        }
    }

    /** What is in the layers: mode, owner, size, date, time, name. */
    List<String> entries() {
        List<String> entries = new ArrayList<>();
        for (Path layer : layers()) {
            Programs.run(
                            folder,
                            "tar",
                            "--list",
                            "--gzip",
                            "--verbose",
                            "--full-time",
                            "--utc",
                            "--numeric-owner",
                            "--warning=no-unknown-keyword",
                            "--file",
                            layer.toString())
                    .lines()
                    .forEach(entries::add);
        }
        return entries;
    }

    /** The variables of its environment. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : config.texts("config", "Env")) {
            String[] parts = variable.split("=", 2);
            variables.put(parts[0], parts[1]);
        }
        return variables;
    }

    private static String digest(Path file, boolean compressed) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream content = compressed ? new GZIPInputStream(raw) : raw;
                DigestInputStream read = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            read.transferTo(OutputStream.nullOutputStream());
            return ALGORITHM + HexFormat.of().formatHex(read.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
