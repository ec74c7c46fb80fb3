package dev.kith.boot.config;

import dev.kith.spi.Notifier.Channel;
import java.util.List;
import java.util.Map;

/**
 * The notifiers that the configuration names.
 *
 * @param anyChannel those that get the messages of every channel that they carry, the first to be called first
 * @param byChannel those that get the messages of one channel, instead of the others
 */
public record NotifierNames(List<String> anyChannel, Map<Channel, List<String>> byChannel) {
    public NotifierNames {
        anyChannel = anyChannel.stream().distinct().toList();
        byChannel = Map.copyOf(byChannel);
    }

    public static NotifierNames of(ConfiguredSettings settings) {
        return new NotifierNames(
                settings.find(Setting.NOTIFIER).orElse(List.of()),
                Map.of(
                        Channel.EMAIL, settings.find(Setting.NOTIFIER_EMAIL).orElse(List.of()),
                        Channel.SMS, settings.find(Setting.NOTIFIER_SMS).orElse(List.of())));
    }

    public List<String> of(Channel channel) {
        return byChannel.getOrDefault(channel, List.of()).stream().distinct().toList();
    }

    public static String key(Channel channel) {
        return switch (channel) {
            case EMAIL -> Setting.NOTIFIER_EMAIL.key();
            case SMS -> Setting.NOTIFIER_SMS.key();
        };
    }
}
