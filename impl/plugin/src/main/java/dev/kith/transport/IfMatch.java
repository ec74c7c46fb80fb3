package dev.kith.transport;

import dev.kith.api.Preconditions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code If-Match} (RFC 9110, section 13.1.1) and writes the entity tags that it is compared with (contract, ruling
 * R13). Whatever stands between two quotes is a version, also where it has characters that the RFC does not allow. Proxies that compress answers relabel their tags; such a tag still names its version (contract, ruling R69).
 */
public final class IfMatch {
    private static final Pattern ENTITY_TAG = Pattern.compile("[ \\t]*(?:(?:W/)?\"([^\"]*)\"[ \\t]*)?(?:,|$)");

    /** What proxies add to a tag within its quotes. */
    private static final List<String> LABELS = List.of("-gzip", "-br", "-zstd", ";gzip");

    private IfMatch() {}

    /**
     * Returns the entity tag of a version.
     *
     * @param version the version
     * @return the tag, in quotes
     */
    public static String entityTag(String version) {
        return '"' + version + '"';
    }

    /**
     * Reads the header.
     *
     * @param head the request's head
     * @return the versions that are accepted, {@code null} if there is no such header
     * @throws MalformedIfMatch if the header is not a list of entity tags; ignoring it could change what must not change
     */
    public static Preconditions.@Nullable Precondition of(RequestHead head) throws MalformedIfMatch {
        List<String> lines = head.headers("if-match");
        if (lines.isEmpty()) {
            return null;
        }
        String list = String.join(",", lines).strip();
        return list.equals("*") ? new Preconditions.Precondition(Set.of(), true) : named(list);
    }

    private static Preconditions.Precondition named(String list) throws MalformedIfMatch {
        Set<String> versions = new HashSet<>();
        boolean any = false;
        Matcher tag = ENTITY_TAG.matcher(list);
        int at = 0;
        while (at < list.length()) {
            if (!tag.find(at) || tag.start() != at) {
                throw new MalformedIfMatch();
            }
            if (tag.group(1) != null) {
                any = true;
                addVersions(tag.group(1), versions);
            }
            at = tag.end();
        }
        if (!any) {
            throw new MalformedIfMatch();
        }
        return new Preconditions.Precondition(versions, false);
    }

    /** Adds the tag itself as well, because a version may end like a label. */
    private static void addVersions(String tag, Set<String> versions) {
        String rest = tag;
        Optional<String> label = label(rest);
        while (label.isPresent()) {
            versions.add(rest);
            rest = rest.substring(0, rest.length() - label.get().length());
            label = label(rest);
        }
        versions.add(rest);
    }

    private static Optional<String> label(String tag) {
        return LABELS.stream().filter(tag::endsWith).findFirst();
    }

    /** The header is not a list of entity tags. */
    public static final class MalformedIfMatch extends Exception {
        private static final long serialVersionUID = 1L;

        private MalformedIfMatch() {
            super("If-Match is not a list of entity tags");
        }

        /**
         * Returns what the caller gets.
         *
         * @return the answer
         */
        public ErrorResponse answer() {
            return ErrorResponse.plain(GrpcStatus.INVALID_ARGUMENT, "If-Match is not a list of entity tags");
        }
    }
}
