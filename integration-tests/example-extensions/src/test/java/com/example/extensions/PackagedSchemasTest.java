package com.example.extensions;

import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.contract.UserSchemaProviderContract;

class PackagedSchemasTest extends UserSchemaProviderContract {
    private final UserSchemaProvider provider = new PackagedSchemas();

    @Override
    protected UserSchemaProvider provider() {
        return provider;
    }

    @Override
    protected String activeSchema() {
        return "employee";
    }
}
