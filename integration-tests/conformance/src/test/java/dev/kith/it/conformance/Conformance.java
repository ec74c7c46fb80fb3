package dev.kith.it.conformance;

import dev.kith.it.engines.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the cases against servers that the caller starts, on a database that the tests reach as well. The file of cases is
 * that of the system property {@code kith.conformance.cases}, otherwise the open ones.
 *
 * <p>A server under test needs three things: the jar {@link #plugin}, the {@link #settings} and the database. It may serve
 * one kind after the other.
 */
public final class Conformance implements AutoCloseable {
    private final ConformanceEnvironment environment = ConformanceEnvironment.raise();
    private final Current current = new Current();
    private final ServerUnderTest underTest;
    private final List<CaseFile.Entry> entries = CaseFile.read(Parameters.CASES).entries();

    /**
     * Prepares the tables and the receiver of what the plugins report.
     *
     * @param database the database that the servers use
     */
    public Conformance(Database database) {
        this.underTest = new ServerUnderTest(database, environment, current);
    }

    /**
     * The kinds of servers that the cases ask for, the usual one first.
     *
     * @return the kinds
     */
    public List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(List.of(new Kind(true, false)));
        entries.stream()
                .map(Conformance::kind)
                .filter(kind -> !kinds.contains(kind))
                .distinct()
                .forEach(kinds::add);
        return List.copyOf(kinds);
    }

    /**
     * A jar with an integrator's plugins: a notifier, an authenticator and an external verification service.
     *
     * @param kind the kind of server
     * @return the file, to be put beside Kith
     */
    public Path plugin(Kind kind) {
        return environment.plugin(kind);
    }

    /**
     * The settings that a server needs, in addition to its public URL and its database.
     *
     * @param kind the kind of server
     * @return key to value
     */
    public Map<String, String> settings(Kind kind) {
        Map<String, String> settings = ServerUnderTest.settings(kind);
        settings.put("kith.authenticator", "introspection");
        return Map.copyOf(settings);
    }

    /**
     * Runs the cases that ask for this kind of server.
     *
     * @param protocol the protocol
     * @param kind how the server is set up at the moment
     * @param origin where it answers
     * @param atATime how many cases run at the same time
     * @return the result
     */
    public Verdict run(Protocol protocol, Kind kind, URI origin, int atATime) {
        current.become(kind, origin);
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<List<String>>> runs = new ArrayList<>();
            for (CaseFile.Entry entry : entries) {
                if (entry.protocols().contains(protocol.word()) && kind(entry).equals(kind)) {
                    runs.add(threads.submit(() -> run(protocol, entry)));
                }
            }
            return verdict(runs);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Kind kind(CaseFile.Entry entry) {
        Given given = entry.read().given();
        return new Kind(given.feature(), given.externalSms());
    }

    /** What was not as expected, preceded by the name of the case; nothing, if all was well. */
    private List<String> run(Protocol protocol, CaseFile.Entry entry) {
        List<String> findings = new ArrayList<>();
        try {
            findings.addAll(Scenario.run(underTest, entry.read(), environment.transport(protocol.word())));
        } catch (NotServed unserved) {
            System.out.println("conformance: " + entry.id() + " " + protocol.word() + ": " + unserved.getMessage()
                    + " is not served yet");
        } catch (RuntimeException | AssertionError e) {
            findings.add(e.toString());
        }
        if (!findings.isEmpty()) {
            findings.add(0, entry.id() + " " + protocol.word() + ": " + entry.title());
        }
        return findings;
    }

    private static Verdict verdict(List<Future<List<String>>> runs) {
        List<String> failures = new ArrayList<>();
        for (Future<List<String>> run : runs) {
            try {
                List<String> findings = run.get();
                if (!findings.isEmpty()) {
                    failures.add(String.join("\n  ", findings));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Verdict(runs.size(), failures);
    }

    @Override
    public void close() {
        underTest.close();
        environment.close();
    }

    /** The server of the moment. */
    private static final class Current implements Servers {
        private volatile Running running = new Running(new Kind(true, false), URI.create("http://nowhere.invalid"));

        private record Running(Kind kind, URI origin) {}

        void become(Kind kind, URI origin) {
            running = new Running(kind, origin);
        }

        @Override
        public URI at(Kind kind) {
            Running now = running;
            if (!now.kind().equals(kind)) {
                throw new IllegalStateException("the case asks for a server that does not run at the moment: " + kind);
            }
            return now.origin();
        }
    }
}
