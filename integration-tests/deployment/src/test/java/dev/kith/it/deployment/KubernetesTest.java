package dev.kith.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.boot.config.Setting;
import dev.kith.standalone.ProgramSetting;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests are such as Kubernetes takes, fit each other, and speak of the program as it is. No cluster has them. */
class KubernetesTest {
    /** How long calls that run may take when the port is closed. */
    private static final Duration CALLS = Duration.ofSeconds(5);

    private static final Map<String, Check> CHECKS = Map.of(
            "apps/v1 Deployment", json -> V1Deployment.validateJsonElement(json),
            "networking.k8s.io/v1 NetworkPolicy", json -> V1NetworkPolicy.validateJsonElement(json),
            "policy/v1 PodDisruptionBudget", json -> V1PodDisruptionBudget.validateJsonElement(json),
            "v1 ConfigMap", json -> V1ConfigMap.validateJsonElement(json),
            "v1 Secret", json -> V1Secret.validateJsonElement(json),
            "v1 Service", json -> V1Service.validateJsonElement(json),
            "v1 ServiceAccount", json -> V1ServiceAccount.validateJsonElement(json));
    private static final Map<String, Class<?>> TYPES = Map.of(
            "Deployment", V1Deployment.class,
            "NetworkPolicy", V1NetworkPolicy.class,
            "PodDisruptionBudget", V1PodDisruptionBudget.class,
            "ConfigMap", V1ConfigMap.class,
            "Secret", V1Secret.class,
            "Service", V1Service.class,
            "ServiceAccount", V1ServiceAccount.class);

    private interface Check {
        void validate(JsonElement json) throws IOException;
    }

    @Test
    void every_field_is_one_of_kubernetes_and_has_a_value_of_its_type() throws Exception {
        assertThat(Deploy.manifests()).hasSize(CHECKS.size());
        for (Tree manifest : Deploy.manifests()) {
            check(new Gson().toJsonTree(manifest.value()).getAsJsonObject());
        }
    }

    @Test
    void a_field_that_there_is_not_one_that_is_missing_and_a_wrong_type_are_found() {
        assertRefused(deployment -> container(deployment).addProperty("imagePullPolice", "Always"), "imagePullPolice");
        assertRefused(deployment -> container(deployment).remove("name"), "name");
        assertRefused(
                deployment ->
                        container(deployment).getAsJsonObject("readinessProbe").addProperty("periodSeconds", "often"),
                "often");
        assertRefused(deployment -> deployment.getAsJsonObject("spec").remove("selector"), "selector");
    }

    private static void assertRefused(Consumer<JsonObject> fault, String word) {
        JsonObject deployment =
                new Gson().toJsonTree(Deploy.manifest("Deployment").value()).getAsJsonObject();
        fault.accept(deployment);
        assertThatThrownBy(() -> check(deployment)).hasMessageContaining(word);
    }

    private static JsonObject container(JsonObject deployment) {
        return deployment
                .getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("spec")
                .getAsJsonArray("containers")
                .get(0)
                .getAsJsonObject();
    }

    private static void check(JsonObject manifest) throws IOException {
        String kind = manifest.get("kind").getAsString();
        Check check = CHECKS.get(manifest.get("apiVersion").getAsString() + " " + kind);
        Class<?> type = TYPES.get(kind);
        if (check == null || type == null) {
            throw new AssertionError("nobody knows the type of " + manifest);
        }
        check.validate(manifest);
        Object typed = JSON.getGson().fromJson(manifest, type);
        assertThat(typed).isInstanceOf(type);
    }

    @Test
    void the_settings_are_those_of_the_program() throws Exception {
        Map<String, Setting<?>> known = Stream.concat(Setting.all().stream(), ProgramSetting.all().stream())
                .collect(Collectors.toMap(Setting::key, Function.identity()));
        List<String> variables = known.values().stream().map(Setting::variable).toList();
        Properties secrets = new Properties();
        secrets.load(new StringReader(Deploy.secrets()));

        assertThat(variables).containsAll(Deploy.variables().keySet());
        assertThat(known.keySet()).containsAll(secrets.stringPropertyNames());
        assertThat(secrets.stringPropertyNames())
                .as("what is a secret is in the Secret")
                .contains("kith.keys", "kith.database.password", "kith.administrator.token-hash");
    }

    @Test
    void what_names_something_names_what_is_there() {
        Tree pod = Deploy.manifest("Deployment").at("spec", "template", "spec");
        Map<String, String> labels = Deploy.manifest("Deployment").map("spec", "template", "metadata", "labels");
        Tree container = Deploy.container();

        assertThat(Deploy.manifest("Deployment").map("spec", "selector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(Deploy.manifest("Service").map("spec", "selector")).isEqualTo(labels);
        assertThat(Deploy.manifest("PodDisruptionBudget").map("spec", "selector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(Deploy.manifest("NetworkPolicy").map("spec", "podSelector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(pod.map("topologySpreadConstraints", "labelSelector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(pod.text("serviceAccountName"))
                .isEqualTo(Deploy.manifest("ServiceAccount").text("metadata", "name"));
        assertThat(container.text("envFrom", "configMapRef", "name"))
                .isEqualTo(Deploy.manifest("ConfigMap").text("metadata", "name"));
        assertThat(pod.text("volumes", "secret", "secretName"))
                .isEqualTo(Deploy.manifest("Secret").text("metadata", "name"));
        assertThat(container.items("volumeMounts").stream().map(mount -> mount.text("name")))
                .containsExactlyElementsOf(pod.items("volumes").stream()
                        .map(volume -> volume.text("name"))
                        .toList());
        assertThat(container.texts("args"))
                .containsExactly("--config=" + container.text("volumeMounts", "mountPath") + "/kith.properties");

        assertThat(container.text("ports", "containerPort")).isEqualTo(defaultOf("kith.http.port"));
        String port = container.text("ports", "name");
        assertThat(Deploy.manifest("Service").text("spec", "ports", "targetPort"))
                .isEqualTo(port);
        assertThat(Deploy.manifest("NetworkPolicy").text("spec", "ingress", "ports", "port"))
                .isEqualTo(port);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.text(probe, "httpGet", "port")).as(probe).isEqualTo(port);
        }
    }

    @Test
    void a_node_that_ends_has_the_time_that_it_takes() {
        Tree pod = Deploy.manifest("Deployment").at("spec", "template", "spec");
        Duration delay = Duration.parse(Deploy.variables().getOrDefault("KITH_SHUTDOWN_DELAY", "PT0S"));
        Duration drain = Duration.parse(defaultOf("kith.delivery.drain"));
        Duration noticed = Duration.ofSeconds(Long.parseLong(Deploy.container().text("readinessProbe", "periodSeconds"))
                * Long.parseLong(Deploy.container().text("readinessProbe", "failureThreshold")));

        assertThat(Duration.ofSeconds(Long.parseLong(pod.text("terminationGracePeriodSeconds"))))
                .isGreaterThan(delay.plus(drain).plus(CALLS));
        assertThat(delay).isGreaterThan(noticed);
    }

    /** The profile "restricted" of the Pod Security Standards. */
    @Test
    void the_pod_has_no_rights_that_it_does_not_need() {
        Tree pod = Deploy.manifest("Deployment").at("spec", "template", "spec");
        Tree container = Deploy.container();

        assertThat(pod.text("securityContext", "runAsNonRoot")).isEqualTo("true");
        assertThat(pod.text("securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
        assertThat(container.text("securityContext", "allowPrivilegeEscalation"))
                .isEqualTo("false");
        assertThat(container.text("securityContext", "readOnlyRootFilesystem")).isEqualTo("true");
        assertThat(container.texts("securityContext", "capabilities", "drop")).containsExactly("ALL");
        assertThat(pod.text("automountServiceAccountToken")).isEqualTo("false");
        assertThat(pod.text("volumes", "secret", "defaultMode"))
                .as("readable by the group alone; decimal, because YAML 1.1 and 1.2 disagree about 0440")
                .isEqualTo(Integer.toString(0440));
    }

    @Test
    void the_documents_show_every_file_that_there_is() throws Exception {
        String page = Files.readString(Deploy.FOLDER.resolve("kubernetes.md"));
        try (Stream<Path> files = Files.list(Deploy.FOLDER.resolve("kubernetes"))) {
            assertThat(files.map(file -> "(kubernetes/" + file.getFileName() + ")"))
                    .hasSize(2)
                    .allSatisfy(link -> assertThat(page).contains(link));
        }
    }

    private static String defaultOf(String key) {
        return Stream.concat(Setting.all().stream(), ProgramSetting.all().stream())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .flatMap(Setting::standard)
                .orElseThrow();
    }
}
