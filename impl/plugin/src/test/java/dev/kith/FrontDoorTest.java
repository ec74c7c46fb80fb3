package dev.kith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.InstanceAdmission;
import dev.kith.api.Operation;
import dev.kith.transport.TransportContext;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
    @Test
    void a_program_gets_each_builder_anew() {
        assertThat(Kith.builder()).isNotSameAs(Kith.builder());
    }

    @Test
    void settings_can_be_read_by_their_keys_and_secrets_stay_masked() {
        try (Kith kith = builder()
                .setting("kith.code.length", "8")
                .setting("kith.mail.password", "hunter2hunter2")
                .start()) {
            Settings settings = kith.settings();

            assertThat(settings.value("kith.code.length")).contains("8");
            assertThat(settings.value("kith.instance.id")).contains("default");
            assertThat(settings.value("kith.public-url")).isEmpty();
            assertThat(settings.value("kith.mail.password")).contains(Settings.MASKED);
            assertThatThrownBy(() -> settings.value("kith.code.size"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kith.code.size");
        }
    }

    @Test
    void internal_parts_are_given_by_type_alone() {
        try (Kith kith = builder().start()) {
            assertThat(kith.unwrap(TransportContext.class).accounts()).isSameAs(kith.userAccounts());
            assertThat(kith.unwrap(InstanceAdmission.class).admitOrganization("default"))
                    .isEmpty();
            assertThatThrownBy(() -> kith.unwrap(Operation.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Operation.class.getName());
        }
    }

    private static KithBuilder builder() {
        return Kith.builder().dataSource(database());
    }

    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }
}
