package dev.kith.it.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files in docs/deploy. */
final class Deploy {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("docs/deploy");
    static final Path UNIT = FOLDER.resolve("systemd/kith.service");

    private Deploy() {}

    /** The manifests for Kubernetes, in the order in which they are applied. */
    static List<Tree> manifests() {
        return Stream.of("secret.yaml", "kith.yaml")
                .flatMap(name -> Tree.all(FOLDER.resolve("kubernetes").resolve(name)).stream())
                .toList();
    }

    static Tree manifest(String kind) {
        return manifests().stream()
                .filter(manifest -> manifest.text("kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    static Tree container() {
        return manifest("Deployment").at("spec", "template", "spec", "containers");
    }

    /** The settings that the cluster gives as environment variables. */
    static Map<String, String> variables() {
        return manifest("ConfigMap").map("data");
    }

    /** The settings that the cluster gives as a file. */
    static String secrets() {
        return manifest("Secret").text("stringData", "kith.properties");
    }
}
