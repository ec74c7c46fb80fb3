package dev.kith.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CPU time and memory of processes and of the whole machine, as Linux counts them in {@code /proc}. */
final class Cpu {
    /** The unit of {@code /proc}: a hundredth of a second on every Linux that the JDK runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    private Cpu() {}

    /**
     * Of a process.
     *
     * @param parent who started it
     * @param ticks CPU time of its own and of its children that have ended
     */
    record ProcessTime(long parent, long ticks) {
        /** From the text of {@code /proc/<pid>/stat}. The name of the program, in parentheses, may have anything in it. */
        static ProcessTime parse(String stat) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(fields[field].strip());
            }
            return new ProcessTime(Long.parseLong(fields[1]), ticks);
        }
    }

    /**
     * Of the whole machine.
     *
     * @param busy all that was used inside of it
     * @param stolen what the machine around it has taken away
     * @param all all that there was
     */
    record MachineTime(long busy, long stolen, long all) {
        /** From the first line of {@code /proc/stat}. */
        static MachineTime parse(String line) {
            String[] fields = line.strip().split(" +");
            long[] ticks = new long[9];
            for (int field = 1; field <= 8; field++) {
                ticks[field] = Long.parseLong(fields[field]);
            }
            long stolen = ticks[8];
            long busy = ticks[1] + ticks[2] + ticks[3] + ticks[6] + ticks[7];
            return new MachineTime(busy, stolen, busy + stolen + ticks[4] + ticks[5]);
        }

        static MachineTime now() throws IOException {
            return parse(Files.readAllLines(PROC.resolve("stat")).get(0));
        }
    }

    /** CPU seconds so far of a process and all below it. */
    static double seconds(long process) throws IOException {
        Map<Long, ProcessTime> all = all();
        double ticks = 0;
        for (long member : tree(process, all)) {
            ticks += all.containsKey(member) ? all.get(member).ticks : 0;
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** CPU seconds so far of this process alone, without those that it has started. */
    static double ownSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    /** Megabytes of memory that a process and all below it hold, in the file system's cache or not. */
    static double residentMegabytes(long process) throws IOException {
        double kilobytes = 0;
        for (long member : tree(process, all())) {
            for (String line : Files.readAllLines(PROC.resolve(member + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    kilobytes += Double.parseDouble(line.replaceAll("\\D", ""));
                }
            }
        }
        return kilobytes / 1024;
    }

    static double machineSeconds(long ticks) {
        return ticks / TICKS_PER_SECOND;
    }

    private static List<Long> tree(long root, Map<Long, ProcessTime> all) {
        List<Long> members = new ArrayList<>(List.of(root));
        for (int next = 0; next < members.size(); next++) {
            long parent = members.get(next);
            all.forEach((process, time) -> {
                if (time.parent == parent && process != parent) {
                    members.add(process);
                }
            });
        }
        return members;
    }

    private static Map<Long, ProcessTime> all() throws IOException {
        Map<Long, ProcessTime> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                try {
                    all.put(
                            Long.parseLong(String.valueOf(process.getFileName())),
                            ProcessTime.parse(Files.readString(process.resolve("stat"))));
                } catch (IOException gone) {
                    // It has ended since the folder was listed; its parent has its time.
                }
            }
        }
        return all;
    }
}
