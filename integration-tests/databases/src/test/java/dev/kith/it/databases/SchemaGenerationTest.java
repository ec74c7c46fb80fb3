package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables that a persistence provider generates, for databases that have no scripts: with every index and every unique
 * constraint, which the code relies on. H2 and PostgreSQL stand for those databases. MariaDB does not: it counts lengths in
 * characters of four bytes, and an index holds 3072 bytes at most.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "MARIADB_.*")
class SchemaGenerationTest {
    private final DatabaseParameter lane;
    private final Database database;

    SchemaGenerationTest(DatabaseParameter lane) {
        this.lane = lane;
        this.database = lane.engine.freshDatabase();
    }

    @Test
    void a_provider_generates_the_tables_that_the_entities_want() throws SQLException {
        try (EntityManagerFactory factory = Store.openAndGenerate(lane.provider, database.dataSource())) {
            factory.createEntityManager().close();

            assertThat(SchemaComparison.differences(
                            EntityTables.byProvider(factory.getMetamodel()),
                            SchemaHistory.ofProvider(lane.provider, database)))
                    .isEmpty();
        }
    }
}
