package com.example.extensions;

import dev.kith.spi.AccessPolicy;
import dev.kith.spi.AccessPolicy.Subject;
import dev.kith.spi.contract.AccessPolicyContract;

class CompanyGroupsTest extends AccessPolicyContract {
    @Override
    protected AccessPolicy policy() {
        return new CompanyGroups();
    }

    @Override
    protected Subject administrator() {
        return new Subject("ada", "directory-admins"::equals);
    }

    @Override
    protected Subject administratorOf(String organizationId) {
        return new Subject("hal", ("hr-" + organizationId)::equals);
    }
}
