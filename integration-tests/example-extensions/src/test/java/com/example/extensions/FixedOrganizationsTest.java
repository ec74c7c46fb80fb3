package com.example.extensions;

import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.contract.OrganizationDirectoryContract;
import java.util.Optional;

class FixedOrganizationsTest extends OrganizationDirectoryContract {
    @Override
    protected OrganizationDirectory directory() {
        return new FixedOrganizations("berne=Berne.example.com,basle");
    }

    @Override
    protected String organization() {
        return "berne";
    }

    /** An offer to the kit, which then tests how domains are compared. */
    @Override
    protected Optional<String> domain() {
        return Optional.of("berne.example.com");
    }
}
