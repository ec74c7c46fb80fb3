package com.example.extensions;

import dev.kith.spi.OrganizationDirectory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The organizations that an environment variable lists: {@code berne=berne.example.com,basle=basle.example.com}. */
public class FixedOrganizations implements OrganizationDirectory {
    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> owners = new HashMap<>();

    /** Called by {@code ServiceLoader}. */
    public FixedOrganizations() {
        this(Objects.requireNonNull(System.getenv("ORGANIZATIONS"), "ORGANIZATIONS is not set"));
    }

    public FixedOrganizations(String list) {
        for (String entry : list.split(",")) {
            String[] parts = entry.split("=", 2);
            ids.add(parts[0]);
            if (parts.length == 2) {
                owners.put(parts[1].toLowerCase(Locale.ROOT), parts[0]);
            }
        }
    }

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public boolean exists(String organizationId) {
        return ids.contains(organizationId);
    }

    @Override
    public Optional<String> byDomain(String domain) {
        return Optional.ofNullable(owners.get(domain.toLowerCase(Locale.ROOT)));
    }
}
