package dev.kith.transport;

import dev.kith.api.ContactRestoration;
import dev.kith.api.EmailLinks;
import dev.kith.api.UserAccounts;
import java.time.Clock;

/**
 * Everything that a transport needs, in one object that can be injected.
 *
 * @param accounts the calls
 * @param links the page behind the link of a verification mail
 * @param restoration the page behind the link of a notice
 * @param admission decides which requests are admitted
 * @param cors which browser origins may call
 * @param binary serves binary content types on REST paths
 * @param clock the time
 */
public record TransportContext(
        UserAccounts accounts,
        EmailLinks links,
        ContactRestoration restoration,
        RequestAdmission admission,
        CorsPolicy cors,
        BinaryCalls binary,
        Clock clock) {}
