package dev.kith.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class HostTableTest {
    @Test
    void the_table_says_what_was_measured() throws IOException {
        if (Parameters.RECORD) {
            HostTable.write();
        }

        assertThat(Files.readString(HostTable.FILE))
                .as("write it anew with -Dhosts.record=true")
                .isEqualTo(HostTable.document());
    }
}
