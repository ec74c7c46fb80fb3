package dev.kith.jpa;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The databases that have scripts. */
enum Dialect {
    H2("schema()", ""),
    POSTGRESQL("current_schema()", ""),
    /** NO PAD, so that trailing blanks count. */
    MARIADB("schema()", "utf8mb4_nopad_bin"),
    MYSQL("schema()", "utf8mb4_0900_bin");

    /** One query that each of these databases can execute, so that no database logs a failed statement. */
    private static final String FINGERPRINT = """
            select distinct lower(table_name) from information_schema.tables
            where lower(table_schema) in ('information_schema', 'pg_catalog')
            and lower(table_name) in ('in_doubt', 'pg_class', 'character_sets')""";

    private final String presentSchema;
    private final String collation;

    Dialect(String presentSchema, String collation) {
        this.presentSchema = presentSchema;
        this.collation = collation;
    }

    /** Empty for any other database, which may not even support the query. */
    static Optional<Dialect> of(UnitOfWork unit) {
        try {
            return unit.run(Dialect::of);
        } catch (DatabaseFailure e) {
            return Optional.empty();
        }
    }

    private static Optional<Dialect> of(EntityManager manager) {
        List<?> tables = manager.createNativeQuery(FINGERPRINT).getResultList();
        if (tables.contains("in_doubt")) {
            return Optional.of(H2);
        }
        if (tables.contains("pg_class")) {
            return Optional.of(POSTGRESQL);
        }
        return tables.contains("character_sets") ? mariaDbOrMySql(manager) : Optional.empty();
    }

    private static Optional<Dialect> mariaDbOrMySql(EntityManager manager) {
        String version =
                String.valueOf(manager.createNativeQuery("select version()").getSingleResult());
        return Optional.of(version.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL);
    }

    boolean hasTable(EntityManager manager, String table) {
        Number found = (Number) manager.createNativeQuery("select count(*) from information_schema.tables"
                        + " where table_schema = " + presentSchema + " and lower(table_name) = ?1")
                .setParameter(1, table)
                .getSingleResult();
        return found.intValue() > 0;
    }

    /** A text column by code points, for sorting; the columns of MariaDB and MySQL are compared so already. */
    String codePointOrder(String column) {
        return switch (this) {
            case H2 -> "stringtoutf8(" + column + ")";
            case POSTGRESQL -> column + " collate \"C\"";
            case MARIADB, MYSQL -> column;
        };
    }

    /** The folder of the scripts. */
    String folder() {
        return this == MYSQL ? "mariadb" : name().toLowerCase(Locale.ROOT);
    }

    String complete(String statement) {
        return statement.replace("${collation}", collation);
    }
}
