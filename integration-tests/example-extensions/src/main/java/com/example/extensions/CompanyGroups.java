package com.example.extensions;

import dev.kith.spi.AccessPolicy;

/** Grants by company groups: {@code directory-admins} everywhere, {@code hr-<organization>} in one organization. */
public class CompanyGroups implements AccessPolicy {
    @Override
    public String name() {
        return "company-groups";
    }

    @Override
    public boolean permits(Subject subject, Permission permission, String organizationId) {
        if (subject.roles().test("directory-admins") || subject.roles().test("IAM_OWNER")) {
            return true;
        }
        return organizationId != null
                && permission != Permission.USER_DELETE
                && subject.roles().test("hr-" + organizationId);
    }
}
