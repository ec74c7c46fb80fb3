package dev.kith.transport.rest;

import dev.kith.api.Preconditions.Selector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters that name an instance and an organization, and those of searches. A parameter stands for a member of a message, so it can be
 * written in two ways, must not be given twice, and excludes the other member; all other parameters are ignored (contract,
 * section 4).
 */
record Query(Map<String, List<String>> parameters) {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    /** As many digits as 2^64 has. */
    private static final int MOST_DIGITS = 20;

    private static final int OFFSET_BITS = 64;
    private static final int LIMIT_BITS = 32;
    private static final String QUERY = "query";

    /**
     * Page and order of a search, which are in the query; the filters are in the body.
     *
     * @param offset how many results come before the page
     * @param limit the maximum number of results of the page
     * @param descending whether the order is reversed
     * @param column what the results are sorted by
     */
    record SearchPage<E extends Enum<E>>(long offset, long limit, boolean descending, E column) {}

    /** Page and order of a search. */
    <E extends Enum<E>> SearchPage<E> page(JsonMessage.EnumForm<E> columns) throws MalformedRequest {
        requireNoMessage(QUERY);
        return new SearchPage<>(
                number(QUERY + ".", "offset", OFFSET_BITS),
                number(QUERY + ".", "limit", LIMIT_BITS),
                truth(QUERY + ".", "desc"),
                constant("sortingColumn", columns));
    }

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
        requireNoMessage(message);
        String id = value(message + ".", idMember);
        String domain = value(message + ".", domainMember);
        if (id != null && domain != null) {
            throw new MalformedRequest("query parameters of " + message + " are mutually exclusive");
        }
        if (id != null) {
            return new Selector.Id(id);
        }
        return domain == null ? Selector.NOT_GIVEN : new Selector.Domain(domain);
    }

    /** Refuses a parameter that has the name of a message. */
    private void requireNoMessage(String message) throws MalformedRequest {
        if (parameters.containsKey(message)) {
            throw new MalformedRequest("query parameter " + message + " must name a member");
        }
    }

    /** An unsigned number; 0 if it is not given. What is too large for a Java number is the largest one. */
    private long number(String prefix, String member, int bits) throws MalformedRequest {
        String text = value(prefix, member);
        if (text == null) {
            return 0;
        }
        boolean digits = !text.isEmpty() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!digits || text.length() > MOST_DIGITS || new BigInteger(text).bitLength() > bits) {
            throw new MalformedRequest("query parameter " + prefix + member + ": number of " + bits + " bits expected");
        }
        return new BigInteger(text).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /** A truth value in one of its spellings; false if it is not given. */
    private boolean truth(String prefix, String member) throws MalformedRequest {
        String text = value(prefix, member);
        if (text == null || FALSE.contains(text)) {
            return false;
        }
        if (TRUE.contains(text)) {
            return true;
        }
        throw new MalformedRequest("query parameter " + prefix + member + ": true or false expected");
    }

    /** A constant by its name or number; the one with the number 0 if it is not given. */
    private <E extends Enum<E>> E constant(String member, JsonMessage.EnumForm<E> form) throws MalformedRequest {
        String text = value("", member);
        if (text == null) {
            return form.constants()[0];
        }
        for (int number = 0; number < form.constants().length - 1; number++) {
            E constant = form.constants()[number];
            if (text.equals(form.prefix() + constant.name()) || text.equals(Integer.toString(number))) {
                return constant;
            }
        }
        throw new MalformedRequest("query parameter " + member + ": unknown value");
    }

    private @Nullable String value(String prefix, String member) throws MalformedRequest {
        List<String> values = new ArrayList<>();
        Stream.of(member, JsonMessage.declared(member))
                .distinct()
                .forEach(name -> values.addAll(parameters.getOrDefault(prefix + name, List.of())));
        if (values.size() > 1) {
            throw new MalformedRequest("query parameter " + prefix + member + " is given twice");
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
