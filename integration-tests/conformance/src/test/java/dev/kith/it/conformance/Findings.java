package dev.kith.it.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects what is not as expected, so that one run of a case shows everything. */
final class Findings {
    private final List<String> all = new ArrayList<>();
    private String step = "";

    /** Says which step the following findings are about. */
    void about(String name) {
        step = name;
    }

    void add(String finding) {
        all.add(step + ": " + finding);
    }

    void require(boolean fine, String finding) {
        if (!fine) {
            add(finding);
        }
    }

    void equal(String what, @Nullable Object expected, @Nullable Object actual) {
        require(Objects.equals(expected, actual), what + ": expected " + expected + " but is " + actual);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
