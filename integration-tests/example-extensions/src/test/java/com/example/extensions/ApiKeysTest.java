package com.example.extensions;

import dev.kith.spi.Authenticator;
import dev.kith.spi.Authenticator.Credentials;
import dev.kith.spi.contract.AuthenticatorContract;
import dev.kith.spi.contract.RequestCredentials;
import java.util.Map;
import java.util.Set;

class ApiKeysTest extends AuthenticatorContract {
    @Override
    protected Authenticator authenticator() {
        return new ApiKeys("correct horse battery staple");
    }

    @Override
    protected Credentials good() {
        return new RequestCredentials(null, null, Set.of(), Map.of("x-api-key", "correct horse battery staple"));
    }

    @Override
    protected String subject() {
        return "crm";
    }
}
