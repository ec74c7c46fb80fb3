package dev.kith.transport;

import dev.kith.api.UserAccounts;
import java.time.Clock;

/**
 * Everything that a transport needs, in one object that can be injected.
 *
 * @param accounts the calls
 * @param pages the pages behind the links of messages
 * @param admission decides which requests are admitted
 * @param cors which browser origins may call
 * @param binary serves binary content types on REST paths
 * @param clock the time
 */
public record TransportContext(
        UserAccounts accounts,
        LinkPages pages,
        RequestAdmission admission,
        CorsPolicy cors,
        BinaryCalls binary,
        Clock clock) {}
