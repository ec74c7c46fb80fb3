package dev.kith.core;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The normal forms in which recipients share a budget: as far as can be known without asking anybody, two spellings of one
 * mailbox are the same (contract, ruling R10). Never used to send or to compare contacts.
 */
final class RecipientKeys {
    /** Other names of a provider's domain. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("googlemail.com", "gmail.com"),
            Map.entry("protonmail.com", "proton.me"),
            Map.entry("protonmail.ch", "proton.me"),
            Map.entry("pm.me", "proton.me"),
            Map.entry("me.com", "icloud.com"),
            Map.entry("mac.com", "icloud.com"),
            Map.entry("ya.ru", "yandex.ru"),
            Map.entry("yandex.com", "yandex.ru"),
            Map.entry("yandex.by", "yandex.ru"),
            Map.entry("yandex.kz", "yandex.ru"));

    /** Providers that do not look at dots. */
    private static final Set<String> WITHOUT_DOTS = Set.of("gmail.com", "proton.me");

    private RecipientKeys() {}

    /** Numbers have one form already. */
    static String normalForm(ContactChannel channel, String value) {
        return channel == ContactChannel.PHONE ? value : mailbox(value.toLowerCase(Locale.ROOT));
    }

    private static String mailbox(String address) {
        int sign = address.indexOf('@');
        String host = host(address.substring(sign + 1));
        String local = withoutTag(address.substring(0, sign));
        return (WITHOUT_DOTS.contains(host) ? local.replace(".", "") : local) + "@" + host;
    }

    private static String host(String domain) {
        String host = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        return SAME.getOrDefault(host, host);
    }

    /** What most providers take for a tag; who does not, shares a budget among a few of its users. */
    private static String withoutTag(String local) {
        int tag = local.indexOf('+');
        return tag > 0 ? local.substring(0, tag) : local;
    }
}
