package dev.kith.telemetry;

import dev.kith.api.Operation;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls as the services of the wire name them, whatever the protocol: {@code package.Service/Method}. */
final class RpcName {
    private static final String USERS = "zitadel.resources.user.v3alpha.ZITADELUsers";
    private static final String SCHEMAS = "zitadel.resources.userschema.v3alpha.ZITADELUserSchemas";

    private static final Map<Operation, String> ALL = names();

    private RpcName() {}

    static String of(Operation operation) {
        return ALL.getOrDefault(operation, operation.name());
    }

    private static Map<Operation, String> names() {
        Map<Operation, String> all = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            String method = Arrays.stream(operation.name().split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());
            all.put(operation, (operation.name().contains("SCHEMA") ? SCHEMAS : USERS) + "/" + method);
        }
        return Collections.unmodifiableMap(all);
    }
}
