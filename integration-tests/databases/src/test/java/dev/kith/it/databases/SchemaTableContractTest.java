package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.jpa.JpaUserSchemas;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.contract.UserSchemaProviderContract;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"H2_HIBERNATE", "POSTGRESQL_HIBERNATE", "MARIADB_HIBERNATE"})
class SchemaTableContractTest extends UserSchemaProviderContract {
    private static final Json FIRST = new Json.Obj(Map.of());
    private static final Json SECOND = new Json.Obj(Map.of("type", new Json.Text("object")));

    private final JpaUserSchemas schemas;

    SchemaTableContractTest(DatabaseParameter parameter) {
        schemas = new JpaUserSchemas(
                Store.on(parameter).unit, Store.freshInstance(), new AnyDocument(), Clock.systemUTC());
        schemas.register("person", "Person", FIRST);
        schemas.register("person", "Person", SECOND);
        schemas.register("asleep", "Asleep", FIRST);
        schemas.register("gone", "Gone", FIRST);
        assertThat(schemas.deactivate("asleep")).isInstanceOf(Outcome.Done.class);
        assertThat(schemas.delete("gone")).isInstanceOf(Outcome.Done.class);
    }

    @Override
    protected UserSchemaProvider provider() {
        return schemas;
    }

    @Override
    protected String activeSchema() {
        return "person";
    }

    @Override
    protected Optional<String> inactiveSchema() {
        return Optional.of("asleep");
    }

    @Override
    protected Optional<String> deletedSchema() {
        return Optional.of("gone");
    }
}
