package dev.kith.boot.providers;

import static dev.kith.boot.ProviderJar.notifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.KithStartException;
import dev.kith.boot.ProviderJar;
import dev.kith.boot.config.NotifierNames;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Configurable;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.PluginSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

    @TempDir
    Path folder;

    @Test
    void the_default_is_taken_where_nobody_provides_anything() {
        assertThat(chosen(List.of(), ManagedProviders.NONE, List.of()).name()).isEqualTo("standard");
    }

    @Test
    void a_service_comes_before_the_default() {
        Path jar = generatorJar("one.jar", "com.one.One", "one");

        assertThat(chosen(List.of(), ManagedProviders.NONE, List.of(), jar).name())
                .isEqualTo("one");
    }

    @Test
    void a_bean_comes_before_a_service() {
        Path jar = generatorJar("one.jar", "com.one.One", "one");

        assertThat(chosen(List.of(), beans(new Fixed("bean")), List.of(), jar).name())
                .isEqualTo("bean");
    }

    @Test
    void what_the_program_passes_comes_before_a_bean() {
        assertThat(chosen(List.of(new Fixed("passed")), beans(new Fixed("bean")), List.of())
                        .name())
                .isEqualTo("passed");
    }

    @Test
    void a_configured_name_picks_whatever_the_rank() {
        Path jar = generatorJar("one.jar", "com.one.One", "one");

        assertThat(chosen(List.of(new Fixed("passed")), beans(new Fixed("bean")), List.of("one"), jar)
                        .name())
                .isEqualTo("one");
        assertThat(chosen(List.of(new Fixed("passed")), beans(new Fixed("bean")), List.of("standard"), jar)
                        .name())
                .isEqualTo("standard");
    }

    @Test
    void two_services_stop_the_start_and_the_sentence_names_both_and_the_remedy() {
        Path one = generatorJar("one.jar", "com.one.One", "one");
        Path two = generatorJar("two.jar", "com.two.Two", "two");

        assertThatThrownBy(() -> chosen(List.of(), ManagedProviders.NONE, List.of(), one, two))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("\"one\" (com.one.One, found by ServiceLoader in file:")
                .hasMessageContaining("one.jar")
                .hasMessageContaining("\"two\" (com.two.Two, found by ServiceLoader in file:")
                .hasMessageContaining(
                        "Choose with kith.code-generator=one or kith.code-generator=two, or remove all but one.");
    }

    @Test
    void two_services_of_one_name_stop_the_start_also_where_the_name_is_configured() {
        Path one = generatorJar("one.jar", "com.one.One", "same");
        Path two = generatorJar("two.jar", "com.two.Two", "same");

        assertThatThrownBy(() -> chosen(List.of(), ManagedProviders.NONE, List.of("same"), one, two))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("They share a name, so no setting can choose: remove all but one.");
    }

    @Test
    void two_beans_stop_the_start() {
        assertThatThrownBy(() -> chosen(List.of(), beans(new Fixed("a"), new Fixed("b")), List.of()))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("\"a\" (" + Fixed.class.getName() + ", a CDI bean");
    }

    @Test
    void two_services_do_no_harm_where_a_higher_rank_has_one() {
        Path one = generatorJar("one.jar", "com.one.One", "one");
        Path two = generatorJar("two.jar", "com.two.Two", "two");

        assertThat(chosen(List.of(new Fixed("passed")), ManagedProviders.NONE, List.of(), one, two)
                        .name())
                .isEqualTo("passed");
    }

    @Test
    void a_name_that_nobody_has_stops_the_start_and_the_sentence_lists_who_there_is() {
        Path one = generatorJar("one.jar", "com.one.One", "one");

        assertThatThrownBy(() -> chosen(List.of(), ManagedProviders.NONE, List.of("onne"), one))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("kith.code-generator is \"onne\", but there is no code generator with that name.")
                .hasMessageContaining("\"one\" (com.one.One")
                .hasMessageContaining("\"standard\" (Kith's own)");
    }

    @Test
    void a_provider_whose_constructor_throws_stops_the_start() {
        Path jar = ProviderJar.in(folder.resolve("broken"))
                .type(
                        "com.bad.Bad",
                        generator(
                                "com.bad.Bad",
                                "bad",
                                "{ public Bad() { throw new IllegalStateException(\"no gateway\"); }"))
                .services(CodeGenerator.class, "com.bad.Bad")
                .build("broken.jar");

        assertThatThrownBy(() -> chosen(List.of(), ManagedProviders.NONE, List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("com.bad.Bad")
                .hasMessageContaining("no gateway")
                .hasMessageContaining(". Repair or remove file:")
                .hasMessageContaining("broken.jar, whose META-INF/services/dev.kith.spi.CodeGenerator names it.");
    }

    @Test
    void a_service_file_that_names_a_class_that_is_not_there_stops_the_start() {
        Path jar = ProviderJar.in(folder.resolve("absent"))
                .services(CodeGenerator.class, "com.absent.Absent")
                .build("absent.jar");

        assertThatThrownBy(() -> chosen(List.of(), ManagedProviders.NONE, List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("com.absent.Absent");
    }

    @Test
    void a_provider_without_a_name_stops_the_start() {
        Path jar = generatorJar("blank.jar", "com.blank.Blank", " ");

        assertThatThrownBy(() -> chosen(List.of(), ManagedProviders.NONE, List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("com.blank.Blank")
                .hasMessageContaining("has no name");
    }

    @Test
    void a_bean_that_cannot_be_created_stops_the_start() {
        ManagedProviders broken = new ManagedProviders() {
            @Override
            public <T> List<Bean<T>> of(Class<T> type) {
                throw new IllegalStateException("no data source");
            }
        };

        assertThatThrownBy(() -> chosen(List.of(), broken, List.of()))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("dev.kith.spi.CodeGenerator")
                .hasMessageContaining("no data source");
    }

    private static final int HERE = Runtime.version().feature();

    @Test
    void a_service_that_was_built_for_a_newer_java_stops_the_start_with_its_jar_and_both_versions() {
        Path jar = notifierParts("new.jar").builtFor(HERE + 8, "com.acme.Http").build("new.jar");

        assertThatThrownBy(() -> routes(List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessage("A notifier cannot be loaded: com.acme.Http in "
                        + jar.toUri().toString().replace("///", "/")
                        + " was built for Java " + (HERE + 8) + ", but this is Java " + HERE + ". Run Kith with Java "
                        + (HERE + 8) + " or newer, or take a jar that was built for Java " + HERE + " or older.");
    }

    @Test
    void a_library_of_a_service_that_was_built_for_a_newer_java_stops_the_start_with_both() {
        Path jar = notifierParts("new.jar").builtFor(HERE + 1, "com.dep.Dep").build("new.jar");

        assertThatThrownBy(() -> routes(List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("com.acme.Http in file:")
                .hasMessageContaining("new.jar needs com.dep.Dep in file:")
                .hasMessageContaining("was built for Java " + (HERE + 1));
    }

    @Test
    void a_class_that_is_missing_at_construction_stops_the_start_with_the_jar_that_lacks_it() {
        Path jar = notifierParts("lacking.jar").without("com.dep.Dep").build("lacking.jar");

        assertThatThrownBy(() -> routes(List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("A notifier cannot be loaded: com.acme.Http in file:")
                .hasMessageContaining(
                        "lacking.jar needs the class com.dep.Dep, which is in no jar here. Put the jar that"
                                + " has it beside file:");
    }

    @Test
    void a_superclass_that_is_missing_stops_the_start_with_the_jar_that_lacks_it() {
        Path jar = ProviderJar.in(folder.resolve("orphan.jar"))
                .type("com.dep.Dep", "package com.dep; public class Dep {}")
                .type(
                        "com.acme.Http",
                        notifier("com.acme.Http", "\"http\"", "true", "{")
                                .replace("implements", "extends com.dep.Dep implements"))
                .services(Notifier.class, "com.acme.Http")
                .without("com.dep.Dep")
                .build("orphan.jar");

        assertThatThrownBy(() -> routes(List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("orphan.jar needs the class com.dep.Dep");
    }

    @Test
    void a_service_file_that_names_a_class_which_does_not_exist_is_named_with_its_jar() {
        Path jar = ProviderJar.in(folder.resolve("typo.jar"))
                .services(Notifier.class, "com.acme.Typo")
                .build("typo.jar");

        assertThatThrownBy(() -> routes(List.of(), jar))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("Provider com.acme.Typo not found")
                .hasMessageContaining("typo.jar, whose META-INF/services/dev.kith.spi.Notifier names it.");
    }

    /** A notifier that needs another class when it is made. */
    private ProviderJar notifierParts(String file) {
        return ProviderJar.in(folder.resolve(file))
                .type("com.dep.Dep", "package com.dep; public class Dep {}")
                .type(
                        "com.acme.Http",
                        notifier("com.acme.Http", "\"http\"", "true", "{ final Object dep = new com.dep.Dep();"))
                .services(Notifier.class, "com.acme.Http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thrown(new IllegalStateException(\"no licence\"))",
                "thrown(new java.io.IOException(\"no licence\"))",
                "thrown(new AssertionError(\"no licence\"))"
            })
    void whatever_name_or_carries_throw_stops_the_start_and_the_sentence_names_the_jar(String thrown) {
        String method = "{ static <T, E extends Throwable> T thrown(Throwable e) throws E { throw (E) e; }";
        Path carries = ProviderJar.in(folder.resolve("carries.jar"))
                .type(
                        "com.acme.Carries",
                        notifier("com.acme.Carries", "\"acme\"", thrown, method)
                                .replace("boolean carries", "@SuppressWarnings(\"unchecked\") public boolean carries")
                                .replace("public @Supp", "@Supp")
                                .replace("return thrown", "return Carries.<Boolean, RuntimeException>thrown"))
                .services(Notifier.class, "com.acme.Carries")
                .build("carries.jar");
        Path name = ProviderJar.in(folder.resolve("name.jar"))
                .type(
                        "com.acme.Named",
                        notifier("com.acme.Named", thrown, "true", method)
                                .replace("return thrown", "return Named.<String, RuntimeException>thrown"))
                .services(Notifier.class, "com.acme.Named")
                .build("name.jar");

        assertThatThrownBy(() -> routes(List.of(), carries))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("The notifier \"acme\" (com.acme.Carries, found by ServiceLoader in file:")
                .hasMessageContaining("carries.jar) cannot say whether it carries messages of the channel EMAIL: no"
                        + " licence. Repair or remove it.");
        assertThatThrownBy(() -> routes(List.of(), name))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("name.jar cannot return its name: no licence. Repair or remove it.");
    }

    @Test
    void what_a_provider_is_called_says_its_jar_or_its_class() throws Exception {
        Path jar = generatorJar("one.jar", "com.one.One", "one");
        Fixed passed = new Fixed("passed");
        try (URLClassLoader loader = ProviderJar.loader(jar);
                Providers providers = providers(List.of(passed), loader, Map.of())) {
            assertThat(providers.label(choose(providers, List.of("one")))).isEqualTo("\"one\" (one.jar)");
            assertThat(providers.label(choose(providers, List.of())))
                    .isEqualTo("\"passed\" (" + Fixed.class.getName() + ")");
            assertThat(providers.label(choose(providers, List.of("standard")))).isEqualTo("\"standard\"");
            assertThat(providers.names()).containsExactly("one", "passed");
        }
    }

    @Test
    void a_provider_gets_its_settings_once_and_before_it_is_asked_what_it_carries() throws Exception {
        Path jar = ProviderJar.in(folder.resolve("set.jar"))
                .type("com.acme.Set", notifier("com.acme.Set", "\"acme\"", "channel.name().equals(only)", """
                        , dev.kith.spi.Configurable {
                            private String only;
                            public void configure(dev.kith.spi.PluginSettings settings) {
                                if (only != null) throw new IllegalStateException("twice");
                                only = settings.get("channel");
                            }
                        """))
                .services(Notifier.class, "com.acme.Set")
                .build("set.jar");

        try (URLClassLoader loader = ProviderJar.loader(jar);
                Providers providers = providers(List.of(), loader, Map.of("channel", " SMS "))) {
            assertThat(providers.notifiers(new NotifierNames(List.of(), Map.of()), List.of()))
                    .containsOnlyKeys(Channel.SMS);
        }
    }

    @Test
    void settings_that_a_provider_does_not_take_stop_the_start_unless_another_one_is_named() throws Exception {
        Needing needing = new Needing();
        Default<CodeGenerator> standard = new Default<>("standard", () -> new Fixed("standard"));
        try (URLClassLoader loader = ProviderJar.loader();
                Providers providers = providers(List.of(needing), loader, Map.of())) {
            assertThat(providers.choose(ExtensionPoint.CODE_GENERATOR, Optional.of("standard"), List.of(standard)))
                    .hasValueSatisfying(chosen -> assertThat(chosen.name()).isEqualTo("standard"));
            assertThatThrownBy(() -> choose(providers, List.of()))
                    .isInstanceOf(KithStartException.class)
                    .hasMessageContaining("The code generator \"needing\" (" + Needing.class.getName())
                    .hasMessageContaining("does not take its settings: kith.plugin.needing.url is missing. Correct"
                            + " kith.plugin.needing.*, or remove it.");
        }
    }

    private static final class Needing implements CodeGenerator, Configurable {
        @Override
        public String name() {
            return "needing";
        }

        @Override
        public String generate(Purpose purpose) {
            return "ABCDEF";
        }

        @Override
        public void configure(PluginSettings settings) {
            settings.get("url");
        }
    }

    private static Providers providers(List<Object> program, ClassLoader loader, Map<String, String> settings) {
        return new Providers(
                program, ManagedProviders.NONE, List.of(loader), name -> PluginSettings.of(name, settings));
    }

    @Test
    void a_class_that_two_loaders_know_counts_once() throws Exception {
        Path jar = generatorJar("one.jar", "com.one.One", "one");
        try (URLClassLoader above = ProviderJar.loader(jar);
                URLClassLoader below = new URLClassLoader(above.getURLs(), above);
                Providers providers = new Providers(
                        List.of(),
                        ManagedProviders.NONE,
                        List.of(above, below),
                        name -> PluginSettings.of(name, Map.of()))) {
            assertThat(choose(providers, List.of()).name()).isEqualTo("one");
        }
    }

    @Test
    void what_was_created_here_is_closed_and_what_was_passed_is_not() throws Exception {
        Path jar = ProviderJar.in(folder.resolve("closing"))
                .type(
                        "com.closing.Closing",
                        generator(
                                "com.closing.Closing",
                                "closing",
                                ", AutoCloseable { public void close() { System.setProperty(\"closing.test\", \"closed\"); }"))
                .services(CodeGenerator.class, "com.closing.Closing")
                .build("closing.jar");
        ClosingFixed passed = new ClosingFixed();
        try (URLClassLoader loader = ProviderJar.loader(jar)) {
            Providers providers = new Providers(
                    List.of(passed), ManagedProviders.NONE, List.of(loader), name -> PluginSettings.of(name, Map.of()));
            assertThat(choose(providers, List.of("closing")).name()).isEqualTo("closing");

            providers.close();

            assertThat(System.clearProperty("closing.test")).isEqualTo("closed");
            assertThat(passed.closed).isFalse();
        }
    }

    @Test
    void a_notifier_for_text_messages_leaves_mail_to_the_default() {
        Path jar = notifierJar("sms.jar", "com.sms.Sms", "sms", "channel == Channel.SMS");

        assertThat(routes(List.of(), jar))
                .containsEntry(Channel.EMAIL, List.of("log"))
                .containsEntry(Channel.SMS, List.of("sms"));
    }

    @Test
    void two_notifiers_for_different_channels_are_both_taken() {
        Path sms = notifierJar("sms.jar", "com.sms.Sms", "sms", "channel == Channel.SMS");
        Path post = notifierJar("post.jar", "com.post.Post", "post", "channel == Channel.EMAIL");

        assertThat(routes(List.of(), sms, post))
                .containsEntry(Channel.EMAIL, List.of("post"))
                .containsEntry(Channel.SMS, List.of("sms"));
    }

    @Test
    void two_notifiers_for_one_channel_stop_the_start() {
        Path one = notifierJar("one.jar", "com.one.One", "one", "true");
        Path two = notifierJar("two.jar", "com.two.Two", "two", "channel == Channel.EMAIL");

        assertThatThrownBy(() -> routes(List.of(), one, two))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("to be the notifier for the channel EMAIL")
                .hasMessageContaining("Choose with kith.notifier=one or kith.notifier=two");
    }

    @Test
    void configured_names_pick_a_notifier_for_each_channel() {
        Path one = notifierJar("one.jar", "com.one.One", "one", "true");
        Path two = notifierJar("two.jar", "com.two.Two", "two", "channel == Channel.EMAIL");

        assertThat(routes(List.of("one"), one, two))
                .containsEntry(Channel.EMAIL, List.of("one"))
                .containsEntry(Channel.SMS, List.of("one"));
        assertThat(routes(List.of("mail"), one, two))
                .containsEntry(Channel.EMAIL, List.of("mail"))
                .containsEntry(Channel.SMS, List.of("one"));
    }

    @Test
    void several_names_are_asked_in_their_order_each_for_what_it_carries() {
        Path one = notifierJar("one.jar", "com.one.One", "one", "true");
        Path two = notifierJar("two.jar", "com.two.Two", "two", "channel == Channel.EMAIL");

        assertThat(routes(List.of("two", "mail", "one", "two"), one, two))
                .containsEntry(Channel.EMAIL, List.of("two", "mail", "one"))
                .containsEntry(Channel.SMS, List.of("one"));
    }

    @Test
    void names_for_one_channel_take_the_place_of_the_others_there_alone() {
        Path one = notifierJar("one.jar", "com.one.One", "one", "true");
        Path two = notifierJar("two.jar", "com.two.Two", "two", "true");
        NotifierNames names = new NotifierNames(List.of("two"), Map.of(Channel.EMAIL, List.of("mail", "one")));

        assertThat(routes(names, one, two))
                .containsEntry(Channel.EMAIL, List.of("mail", "one"))
                .containsEntry(Channel.SMS, List.of("two"));
    }

    @Test
    void a_name_that_does_not_carry_the_channel_that_it_is_configured_for_stops_the_start() {
        assertThatThrownBy(() -> routes(new NotifierNames(List.of(), Map.of(Channel.SMS, List.of("log", "mail")))))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining(
                        "kith.notifier.sms is \"log,mail\", but not all of them carry messages of the channel SMS.");
    }

    @Test
    void a_name_for_one_channel_that_nobody_has_stops_the_start() {
        assertThatThrownBy(() -> routes(new NotifierNames(List.of(), Map.of(Channel.EMAIL, List.of("post")))))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("kith.notifier.email is \"post\", but there is no notifier with that name.");
    }

    private static Map<Channel, List<String>> routes(List<String> wanted, Path... jars) {
        return routes(new NotifierNames(wanted, Map.of()), jars);
    }

    private static Map<Channel, List<String>> routes(NotifierNames wanted, Path... jars) {
        try (URLClassLoader loader = ProviderJar.loader(jars);
                Providers providers = new Providers(
                        List.of(), ManagedProviders.NONE, List.of(loader), name -> PluginSettings.of(name, Map.of()))) {
            Map<Channel, List<String>> names = new EnumMap<>(Channel.class);
            providers
                    .notifiers(
                            wanted,
                            List.of(
                                    new Default<>("log", () -> new Carrier("log", List.of(Channel.values()))),
                                    new Default<>("mail", () -> new Carrier("mail", List.of(Channel.EMAIL)))))
                    .forEach((channel, notifiers) -> names.put(
                            channel, notifiers.stream().map(Notifier::name).toList()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CodeGenerator chosen(
            List<Object> program, ManagedProviders managed, List<String> wanted, Path... jars) {
        try (URLClassLoader loader = ProviderJar.loader(jars);
                Providers providers =
                        new Providers(program, managed, List.of(loader), name -> PluginSettings.of(name, Map.of()))) {
            return choose(providers, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CodeGenerator choose(Providers providers, List<String> wanted) {
        return providers
                .choose(
                        ExtensionPoint.CODE_GENERATOR,
                        wanted.stream().findFirst(),
                        List.of(new Default<>("standard", () -> new Fixed("standard"))))
                .orElseThrow();
    }

    private Path generatorJar(String file, String type, String name) {
        return ProviderJar.in(folder.resolve(file + ".d"))
                .type(type, generator(type, name, "{"))
                .services(CodeGenerator.class, type)
                .build(file);
    }

    private static String generator(String type, String name, String rest) {
        int dot = type.lastIndexOf('.');
        return """
                package %s;
                import dev.kith.spi.CodeGenerator;
                public class %s implements CodeGenerator %s
                    public String name() { return "%s"; }
                    public String generate(Purpose purpose) { return "ABCDEF"; }
                }
                """.formatted(type.substring(0, dot), type.substring(dot + 1), rest, name);
    }

    private Path notifierJar(String file, String type, String name, String carries) {
        return ProviderJar.in(folder.resolve(file + ".d"))
                .type(type, notifier(type, "\"" + name + "\"", carries, "{"))
                .services(Notifier.class, type)
                .build(file);
    }

    private static ManagedProviders beans(CodeGenerator... generators) {
        return new ManagedProviders() {
            @Override
            public <T> List<Bean<T>> of(Class<T> type) {
                return List.of(generators).stream()
                        .map(generator -> new Bean<>(type.cast(generator), generator.getClass()))
                        .toList();
            }
        };
    }

    private record Carrier(String name, List<Channel> channels) implements Notifier {
        @Override
        public boolean carries(Channel channel) {
            return channels.contains(channel);
        }

        @Override
        public Outcome deliver(Notification notification) {
            return Outcome.accepted();
        }
    }

    private record Fixed(String name) implements CodeGenerator {
        @Override
        public String generate(Purpose purpose) {
            return "ABCDEF";
        }
    }

    private static final class ClosingFixed implements CodeGenerator, AutoCloseable {
        private boolean closed;

        @Override
        public String name() {
            return "passed";
        }

        @Override
        public String generate(Purpose purpose) {
            return "ABCDEF";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
