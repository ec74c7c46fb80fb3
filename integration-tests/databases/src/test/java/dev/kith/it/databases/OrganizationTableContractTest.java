package dev.kith.it.databases;

import dev.kith.jpa.JpaOrganizations;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.contract.OrganizationDirectoryContract;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"H2_HIBERNATE", "POSTGRESQL_HIBERNATE", "MARIADB_HIBERNATE"})
class OrganizationTableContractTest extends OrganizationDirectoryContract {
    private final JpaOrganizations organizations;

    OrganizationTableContractTest(DatabaseParameter parameter) {
        organizations = new JpaOrganizations(Store.on(parameter).unit, Store.freshInstance());
        organizations.register("org1", "acme.example");
        organizations.register("org2", null);
    }

    @Override
    protected OrganizationDirectory directory() {
        return organizations;
    }

    @Override
    protected String organization() {
        return "org1";
    }

    @Override
    protected Optional<String> domain() {
        return Optional.of("acme.example");
    }
}
