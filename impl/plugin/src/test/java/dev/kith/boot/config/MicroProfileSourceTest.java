package dev.kith.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.KithStartException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MicroProfileSourceTest {
    private static final KnownSettings PLUGIN = KnownSettings.with(List.of());

    @Test
    void a_server_without_an_implementation_has_nothing_to_say() {
        assertThat(SettingSource.microProfile(getClass().getClassLoader(), PLUGIN))
                .isEmpty();
    }

    @Test
    void values_come_with_the_name_of_the_servers_source() {
        SettingSource source =
                MicroProfileSource.source(new Known(Map.of("kith.code.length", "x", "quarkus.port", "1")), PLUGIN);

        assertThatThrownBy(() -> ConfiguredSettings.read(List.of(source), PLUGIN))
                .isInstanceOf(KithStartException.class)
                .hasMessage("kith.code.length is \"x\" in MicroProfile Config (a map), but must be a whole number from"
                        + " 4 to 20.");
    }

    @Test
    void keys_that_are_not_settings_are_named() {
        SettingSource source = MicroProfileSource.source(new Known(Map.of("kith.code.lenght", "6")), PLUGIN);

        assertThatThrownBy(() -> ConfiguredSettings.read(List.of(source), PLUGIN))
                .hasMessage("kith.code.lenght in MicroProfile Config (a map) is not a setting of Kith. Did you mean"
                        + " kith.code.length?");
    }

    @Test
    void keys_of_the_program_are_ignored() {
        Map<String, String> values = new HashMap<>();
        KnownSettings.PROGRAM_KEYS.forEach(key -> values.put(key, "#"));
        values.put("kith.code.length", "8");

        ConfiguredSettings settings =
                ConfiguredSettings.read(List.of(MicroProfileSource.source(new Known(values), PLUGIN)), PLUGIN);

        assertThat(settings.get(Setting.CODE_LENGTH)).isEqualTo(8);
    }

    @Test
    void where_the_program_makes_its_settings_known_their_values_are_read() {
        Setting<Integer> port = Setting.of("kith.http.port", SettingType.number(0, 65_535), "8080", "The port.");
        KnownSettings known = KnownSettings.with(List.of(port));
        SettingSource source = MicroProfileSource.source(new Known(Map.of("kith.http.port", "9090")), known);

        assertThat(ConfiguredSettings.read(List.of(source), known).get(port)).isEqualTo(9090);
    }

    /** A configuration in memory. */
    private record Known(Map<String, String> values) implements Config {
        @Override
        public <T> T getValue(String name, Class<T> type) {
            return getOptionalValue(name, type).orElseThrow();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            return new Value(name, values.get(name));
        }

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            return Optional.ofNullable(values.get(name)).map(type::cast);
        }

        @Override
        public Iterable<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return List.of();
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            return type.cast(this);
        }
    }

    private record Value(String name, @Nullable String text) implements ConfigValue {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String getValue() {
            return text;
        }

        @Override
        public @Nullable String getRawValue() {
            return text;
        }

        @Override
        public String getSourceName() {
            return "a map";
        }

        @Override
        public int getSourceOrdinal() {
            return 100;
        }
    }
}
