package dev.kith.transport.rest;

import dev.kith.api.Preconditions.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters that name an instance and an organization. A parameter stands for a member of a message, so it can be
 * written in two ways, must not be given twice, and excludes the other member; all other parameters are ignored (contract,
 * section 4).
 */
record Query(Map<String, List<String>> parameters) {
    /** What the query of a call may name; it is not looked at for anything else. */
    enum QueryScope {
        /** An instance and an organization. */
        EVERYTHING,
        /** An instance. */
        INSTANCE,
        /** Neither: the body does. */
        NOTHING
    }

    Selector organization(QueryScope scope) throws MalformedRequest {
        return scope == QueryScope.EVERYTHING ? selector("organization", "orgId", "orgDomain") : Selector.NOT_GIVEN;
    }

    Selector instance(QueryScope scope) throws MalformedRequest {
        return scope == QueryScope.NOTHING ? Selector.NOT_GIVEN : selector("instance", "id", "domain");
    }

    private Selector selector(String message, String idMember, String domainMember) throws MalformedRequest {
        if (parameters.containsKey(message)) {
            throw new MalformedRequest("query parameter " + message + " must name a member");
        }
        String id = value(message, idMember);
        String domain = value(message, domainMember);
        if (id != null && domain != null) {
            throw new MalformedRequest("query parameters of " + message + " are mutually exclusive");
        }
        if (id != null) {
            return new Selector.Id(id);
        }
        return domain == null ? Selector.NOT_GIVEN : new Selector.Domain(domain);
    }

    private @Nullable String value(String message, String member) throws MalformedRequest {
        List<String> values = new ArrayList<>();
        Stream.of(member, JsonMessage.declared(member))
                .distinct()
                .forEach(name -> values.addAll(parameters.getOrDefault(message + "." + name, List.of())));
        if (values.size() > 1) {
            throw new MalformedRequest("query parameter " + message + "." + member + " is given twice");
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
