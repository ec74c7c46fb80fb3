package dev.kith.bench;

import dev.kith.bench.Load.Outcome;
import dev.kith.bench.Servers.Program;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.util.Locale;
import java.util.Map;

/** Whether a call costs the same however many users there are, and however often one has changed. */
final class Growth {
    static final String USERS = " users";
    static final String ONE = "one user, patch";
    static final String PATCHES = "patches/s of each quarter";

    private static final int QUARTERS = 4;
    private static final int PATCHES_OF_A_QUARTER = 400;

    private Growth() {}

    static void run(Options options, Servers servers, Figures figures) throws Exception {
        Database database = Engine.POSTGRESQL.freshDurableDatabase();
        try (Program kith = servers.kith(Jdk.of(25), database)) {
            int before = 0;
            for (int size : options.sizes()) {
                Bench.say("fills the table with " + size + " users");
                Sql.script(database, "users.sql", Map.of("first", before + 1, "last", size));
                measure(options, figures, database, kith, before == 0, size);
                before = size;
            }
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                Outcome outcome = Load.times(Calls.patch(kith, 1), 1, PATCHES_OF_A_QUARTER);
                figures.add(ONE, PATCHES, outcome.rate());
            }
        }
    }

    private static void measure(
            Options options, Figures figures, Database database, Program kith, boolean cold, int size)
            throws Exception {
        Meter meter = new Meter(kith.process().id(), Sql.process(database));
        String subject = String.format(Locale.ROOT, "%,d", size) + USERS;
        if (cold) {
            Load.closed(Calls.email(kith, size), options.connections(), options.warmUp());
        }
        for (int round = 0; round < options.rounds(); round++) {
            meter.run(
                    figures,
                    subject,
                    () -> Load.closed(Calls.email(kith, size), options.connections(), options.round()));
            Delivery.awaitDrained(database);
            Sql.script(database, "analyzed.sql", Map.of());
        }
    }
}
