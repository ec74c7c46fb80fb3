package dev.kith.jpa;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A statement that names up to {@link #MOST} messages by their ids. Native, and of a few texts only: Hibernate translates an
 * update in the query language anew each time. Standard SQL. Safe for several threads.
 */
final class ListedSql {
    /** How many messages a statement names at the most. */
    static final int MOST = 50;

    /** For so many ids there are texts; the last id is repeated until there are so many. */
    private static final List<Integer> SIZES = List.of(1, 10, MOST);

    private final List<String> texts;
    private final int others;

    /**
     * A statement.
     *
     * @param template the statement, with {@code ?1}, {@code ?2} and so on for other values, and {@code %s} for the list of ids
     * @param others how many other values there are
     */
    ListedSql(String template, int others) {
        this.others = others;
        this.texts = SIZES.stream().map(size -> template.formatted(list(size))).toList();
    }

    private String list(int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(id -> "?" + (others + id))
                .collect(joining(", "));
    }

    /**
     * The statement for some messages.
     *
     * @param manager executes it
     * @param ids the ids; at least one and at most {@link #MOST}
     * @param values the other values, in their order
     */
    Query on(EntityManager manager, List<String> ids, Object... values) {
        int text = text(ids.size());
        Query query = manager.createNativeQuery(texts.get(text));
        for (int i = 0; i < others; i++) {
            query.setParameter(i + 1, values[i]);
        }
        for (int i = 0; i < SIZES.get(text); i++) {
            query.setParameter(others + 1 + i, ids.get(Math.min(i, ids.size() - 1)));
        }
        return query;
    }

    private static int text(int ids) {
        for (int text = 0; text < SIZES.size(); text++) {
            if (ids <= SIZES.get(text)) {
                return text;
            }
        }
        throw new IllegalArgumentException(ids + " messages are too many for one statement");
    }
}
