package dev.kith.bench;

import dev.kith.bench.Load.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Measures the CPU time of the processes that take part in a load, and of all others. */
final class Meter {
    static final String RATE = "requests/s";
    static final String P50 = "p50 ms";
    static final String P99 = "p99 ms";
    static final String SERVER = "server us";
    static final String DATABASE = "database us";
    static final String CLIENT = "client us";
    static final String FAILED = "failed";
    static final String OTHERS = "others %";
    static final String STOLEN = "stolen %";

    /** A server that refuses is fast, so what it does then is no measurement. Keycloak refuses some that collide. */
    private static final double MOST_FAILED = 0.02;

    private final Map<String, Long> processes = new LinkedHashMap<>();

    /** Without a server where there is none. */
    Meter(long server, long database) {
        if (server > 0) {
            processes.put(SERVER, server);
        }
        processes.put(DATABASE, database);
    }

    /** Runs a load, and adds what it came to. */
    Outcome run(Figures figures, String subject, Callable<Outcome> load) throws Exception {
        Map<String, Double> before = seconds();
        Cpu.MachineTime machine = Cpu.MachineTime.now();
        Outcome outcome = load.call();
        Cpu.MachineTime later = Cpu.MachineTime.now();
        Map<String, Double> after = seconds();
        long answers = Math.max(1, outcome.micros().getTotalCount());
        figures.add(subject, RATE, outcome.rate());
        figures.add(subject, P50, outcome.milliseconds(50));
        figures.add(subject, P99, outcome.milliseconds(99));
        double ours = 0;
        for (String owner : before.keySet()) {
            double used = Math.max(0, after.getOrDefault(owner, 0.0) - before.getOrDefault(owner, 0.0));
            ours += used;
            figures.add(subject, owner, used * 1_000_000 / answers);
        }
        double all = Cpu.machineSeconds(later.all() - machine.all());
        double busy = Cpu.machineSeconds(later.busy() - machine.busy());
        figures.add(subject, OTHERS, Math.max(0, busy - ours) / all * 100);
        figures.add(subject, STOLEN, Cpu.machineSeconds(later.stolen() - machine.stolen()) / all * 100);
        figures.add(subject, FAILED, outcome.failed());
        if (outcome.failed() > answers * MOST_FAILED) {
            throw new IllegalStateException(
                    subject + ": " + outcome.failed() + " of " + answers + " answers are not those that are wanted");
        }
        return outcome;
    }

    private Map<String, Double> seconds() throws Exception {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            seconds.put(process.getKey(), Cpu.seconds(process.getValue()));
        }
        seconds.put(CLIENT, Cpu.ownSeconds());
        return seconds;
    }
}
