package dev.kith.it.hosts;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandaloneTest extends HostTest {
    StandaloneTest() {
        super(new Standalone(Jdk.V17));
    }

    /** The agent brings the SDK; the program has the API, and nothing is configured in Kith. */
    @Test
    void spans_go_to_the_java_agent_of_open_telemetry() {
        try (TelemetryCollector collector = new TelemetryCollector()) {
            Map<String, String> environment = new HashMap<>(collector.environment());
            environment.put(
                    "JAVA_TOOL_OPTIONS", "-javaagent:" + Parameters.SERVERS.resolve("opentelemetry-javaagent.jar"));
            try (RunningHost program = new Standalone(Jdk.V17, environment)
                    .start(Folders.fresh("java-se-agent"), Map.of("", application()))) {
                steps().walk(at(program, ""));

                collector.require("zitadel.resources.user.v3alpha.ZITADELUsers/CreateUser", "deliver ");
            }
        }
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.NEIGHBOUR,
                Limit.always("it is a program; its plugins are found by `ServiceLoader`", Program.BUILT),
                Feature.BASE_PATH,
                Limit.always("the program's paths are fixed", Program.NO_WEB_XML),
                Feature.OWN_BEANS,
                Limit.always("it is a program; its plugins are found by `ServiceLoader`", Program.BUILT),
                Feature.SECOND,
                Limit.always("one process is one application", Program.ALONE),
                Feature.REDEPLOY,
                Limit.always("one process is one application", "applications come and go while the server runs"));
    }
}
