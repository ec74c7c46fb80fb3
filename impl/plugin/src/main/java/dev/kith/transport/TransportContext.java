package dev.kith.transport;

import dev.kith.api.UserAccounts;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import java.time.Clock;

/**
 * Everything that a transport needs, in one object that can be injected.
 *
 * @param accounts the calls about users
 * @param search the search for users
 * @param schemas the calls about user schemas
 * @param pages the pages behind the links of messages
 * @param admission decides which requests are admitted
 * @param cors which browser origins may call
 * @param binary serves binary content types on REST paths
 * @param calls hears of every call
 * @param clock the time
 */
public record TransportContext(
        UserAccounts accounts,
        UserSearch search,
        UserSchemaService schemas,
        LinkPages pages,
        RequestAdmission admission,
        CorsPolicy cors,
        BinaryCalls binary,
        CallObserver calls,
        Clock clock) {}
