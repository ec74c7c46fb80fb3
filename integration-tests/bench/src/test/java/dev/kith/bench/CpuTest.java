package dev.kith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.Cpu.MachineTime;
import dev.kith.bench.Cpu.ProcessTime;
import org.junit.jupiter.api.Test;

class CpuTest {
    @Test
    void a_process_has_its_own_time_and_that_of_its_ended_children_whatever_its_name() {
        String stat = "4711 (a (b) c) S 17 4711 4711 0 -1 4194560 100 200 3 4 50 6 700 8 20 0 30 0 12345 1 2 3";

        assertThat(ProcessTime.parse(stat)).isEqualTo(new ProcessTime(17, 50 + 6 + 700 + 8));
    }

    @Test
    void time_that_was_stolen_is_not_busy_and_guests_count_once() {
        String line = "cpu  100 20 3 1000 40 5 6 70 8 9";

        assertThat(MachineTime.parse(line)).isEqualTo(new MachineTime(134, 70, 1244));
    }

    @Test
    void this_process_has_memory_and_time() throws Exception {
        assertThat(Cpu.residentMegabytes(ProcessHandle.current().pid())).isPositive();
        assertThat(Cpu.seconds(ProcessHandle.current().pid())).isNotNegative();
    }
}
