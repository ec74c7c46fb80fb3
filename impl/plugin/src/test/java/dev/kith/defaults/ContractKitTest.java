package dev.kith.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.contract.AccessPolicyContract;
import dev.kith.spi.contract.AuthenticatorContract;
import dev.kith.spi.contract.CodeGeneratorContract;
import dev.kith.spi.contract.NotifierContract;
import dev.kith.spi.contract.OrganizationDirectoryContract;
import dev.kith.spi.contract.RequestCredentials;
import dev.kith.spi.contract.UserSchemaProviderContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit is of use only if it finds what is wrong: providers that break a promise fail, providers that keep all pass. */
class ContractKitTest {

    @Test
    void providers_that_keep_every_promise_pass() {
        assertThat(failuresOf(GoodSchemas.class)).isEmpty();
        assertThat(failuresOf(GoodDirectory.class)).isEmpty();
    }

    @Test
    void a_notifier_that_splits_its_recipients_is_found() {
        assertThat(failuresOf(Splitting.class))
                .containsOnly("whatever_stands_for_the_recipient_nobody_else_is_reached");
    }

    @Test
    void a_notifier_that_logs_the_code_is_found() {
        assertThat(failuresOf(Talking.class)).containsOnly("neither_code_nor_link_nor_recipient_is_logged");
    }

    @Test
    void a_notifier_that_tells_the_code_as_its_reason_is_found() {
        assertThat(failuresOf(Telling.class))
                .contains("it_delivers_a_message_on_every_channel_that_it_carries", "the_same_message_may_come_again");
    }

    @Test
    void a_notifier_that_refuses_a_repetition_is_found() {
        assertThat(failuresOf(Forgetful.class)).contains("the_same_message_may_come_again");
    }

    @Test
    void a_notifier_that_mixes_up_calls_is_found() {
        assertThat(failuresOf(Shared.class)).contains("each_of_several_messages_reaches_its_own_recipient");
    }

    @Test
    void a_notifier_that_ignores_interruptions_and_has_no_time_out_is_found() {
        assertThat(failuresOf(Deaf.class))
                .contains(
                        "a_call_that_hangs_ends_soon_after_its_interruption",
                        "silence_ends_by_the_time_outs_of_the_notifier_and_is_tried_later");
    }

    @Test
    void a_notifier_that_takes_silence_for_success_is_found() {
        assertThat(failuresOf(Hopeful.class)).contains("a_far_end_that_is_away_is_tried_later");
    }

    @Test
    void a_notifier_with_two_names_is_found() {
        assertThat(failuresOf(Renamed.class)).containsOnly("its_name_is_short_and_always_the_same");
    }

    @Test
    void codes_that_are_too_long_counted_or_always_the_same_are_found() {
        assertThat(failuresOf(LongCodes.class)).containsOnly("a_code_has_1_to_20_characters");
        assertThat(failuresOf(HalfCodes.class)).containsOnly("a_code_has_no_lone_surrogate");
        assertThat(failuresOf(SameCode.class)).contains("no_code_comes_so_often_that_guessing_pays");
        assertThat(failuresOf(CountedCodes.class)).contains("a_new_generator_does_not_repeat_the_codes_of_another");
    }

    @Test
    void forms_of_codes_that_are_empty_few_or_not_stable_are_found() {
        assertThat(failuresOf(EmptyForms.class)).contains("the_form_of_a_code_is_not_empty_and_is_the_form_of_itself");
        assertThat(failuresOf(OneForm.class)).containsOnly("codes_do_not_have_so_few_forms_that_guessing_pays");
        assertThat(failuresOf(GrowingForms.class))
                .contains("the_form_of_a_code_is_not_empty_and_is_the_form_of_itself", "whatever_is_typed_has_a_form");
        assertThat(failuresOf(CountedForms.class)).contains("a_code_keeps_its_form_whatever_is_drawn_after_it");
        assertThat(failuresOf(StrictForms.class)).contains("whatever_is_typed_has_a_form");
    }

    @Test
    void an_authenticator_that_lets_everybody_in_is_found() {
        assertThat(failuresOf(OpenDoor.class))
                .contains(
                        "it_knows_nobody_where_a_request_brings_nothing",
                        "it_lets_nobody_in_who_brings_nonsense",
                        "it_gives_no_role_that_nobody_has_granted",
                        "callers_at_the_same_time_are_not_mixed_up");
    }

    @Test
    void a_policy_that_compares_loosely_is_found() {
        assertThat(failuresOf(LoosePolicy.class)).contains("an_organization_with_a_similar_id_is_another_one");
    }

    @Test
    void a_directory_that_compares_domains_exactly_is_found() {
        assertThat(failuresOf(ExactDomains.class)).containsOnly("domains_are_compared_without_regard_to_case");
    }

    @Test
    void a_schema_provider_that_forgets_old_revisions_is_found() {
        assertThat(failuresOf(NewestAlone.class))
                .contains("it_gives_every_revision_up_to_the_newest")
                .doesNotContain("it_gives_the_newest_revision_of_a_schema");
    }

    /** Runs a test class and gives the names of the test methods that failed, each once. */
    static Set<String> failuresOf(Class<?> contract) {
        Set<String> failed = new TreeSet<>();
        AtomicInteger run = new AtomicInteger();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(contract))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    run.incrementAndGet();
                }
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failed.add(test.getSource().map(ContractKitTest::name).orElse(test.getDisplayName()));
                }
            }
        });
        assertThat(run.get()).as("tests that ran").isPositive();
        return failed;
    }

    private static String name(TestSource source) {
        return source instanceof MethodSource method ? method.getMethodName() : source.toString();
    }

    /** A notifier to break. */
    private abstract static class Plain implements Notifier {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public boolean carries(Channel channel) {
            return channel == Channel.EMAIL;
        }
    }

    private static final class Accepting extends Plain {
        @Override
        public Outcome deliver(Notification notification) {
            return Outcome.accepted();
        }
    }

    static final class Splitting extends NotifierContract {
        private final List<String> reached = new CopyOnWriteArrayList<>();

        @Override
        protected Notifier notifier() {
            return new Plain() {
                @Override
                public Outcome deliver(Notification notification) {
                    for (String one : notification.recipient().split(",", -1)) {
                        reached.add(one);
                    }
                    return Outcome.accepted();
                }
            };
        }

        @Override
        protected Optional<Supplier<List<String>>> reached() {
            return Optional.of(() -> reached);
        }
    }

    static final class Talking extends NotifierContract {
        @Override
        protected Notifier notifier() {
            return new Plain() {
                @Override
                public Outcome deliver(Notification notification) {
                    System.getLogger("talking").log(System.Logger.Level.TRACE, "sent {0}", notification.code());
                    return Outcome.accepted();
                }
            };
        }
    }

    static final class Telling extends NotifierContract {
        @Override
        protected Notifier notifier() {
            return new Plain() {
                @Override
                public Outcome deliver(Notification notification) {
                    return Outcome.refused("no " + notification.code());
                }
            };
        }

        @Override
        protected Class<? extends Notifier.Outcome> usualOutcome() {
            return Notifier.Outcome.Refused.class;
        }
    }

    static final class Forgetful extends NotifierContract {
        @Override
        protected Notifier notifier() {
            Set<String> seen = ConcurrentHashMap.newKeySet();
            return new Plain() {
                @Override
                public Outcome deliver(Notification notification) {
                    return seen.add(notification.id()) ? Outcome.accepted() : Outcome.refused("duplicate");
                }
            };
        }
    }

    static final class Shared extends NotifierContract {
        private final List<String> reached = new CopyOnWriteArrayList<>();

        @Override
        protected Notifier notifier() {
            return new Plain() {
                private @Nullable String present;

                @Override
                public Outcome deliver(Notification notification) {
                    if (present == null) {
                        present = notification.recipient();
                    }
                    reached.add(present);
                    return Outcome.accepted();
                }
            };
        }

        @Override
        protected Optional<Supplier<List<String>>> reached() {
            return Optional.of(() -> reached);
        }
    }

    static final class Deaf extends NotifierContract {
        @Override
        protected Notifier notifier() {
            return new Accepting();
        }

        @Override
        protected Optional<Notifier> notifierOfSilence() {
            return Optional.of(new Plain() {
                @Override
                public Outcome deliver(Notification notification) {
                    CountDownLatch never = new CountDownLatch(1);
                    // The test's threads do not keep the process alive for long: the latch gives up some day.
                    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
                    while (System.nanoTime() < end) {
                        try {
                            never.await(1, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            never = new CountDownLatch(1);
                        }
                    }
                    return Outcome.accepted();
                }
            });
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    static final class Hopeful extends NotifierContract {
        @Override
        protected Notifier notifier() {
            return new Accepting();
        }

        @Override
        protected Optional<Notifier> notifierOfNowhere() {
            return Optional.of(notifier());
        }
    }

    static final class Renamed extends NotifierContract {
        private final AtomicInteger names = new AtomicInteger();

        @Override
        protected Notifier notifier() {
            return new Plain() {
                @Override
                public String name() {
                    return "name-" + names.incrementAndGet();
                }

                @Override
                public Outcome deliver(Notification notification) {
                    return Outcome.accepted();
                }
            };
        }
    }

    /** A generator made of a function. */
    private record Drawn(Supplier<String> code) implements CodeGenerator {
        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public String generate(Purpose purpose) {
            return code.get();
        }
    }

    static final class LongCodes extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            return new Drawn(() -> UUID.randomUUID().toString());
        }
    }

    static final class HalfCodes extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            return new Drawn(() -> UUID.randomUUID().toString().substring(0, 8) + "\uD83D");
        }
    }

    static final class SameCode extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            return new Drawn(() -> "123456");
        }
    }

    static final class CountedCodes extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            AtomicInteger next = new AtomicInteger();
            return new Drawn(() -> String.valueOf(next.incrementAndGet()));
        }
    }

    /** Good codes, with these forms. */
    private record Formed(UnaryOperator<String> form) implements CodeGenerator {
        @Override
        public String name() {
            return "formed";
        }

        @Override
        public String generate(Purpose purpose) {
            return UUID.randomUUID().toString().substring(0, 8);
        }

        @Override
        public String canonical(String text) {
            return form.apply(text);
        }
    }

    static final class EmptyForms extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            return new Formed(text -> "");
        }
    }

    static final class OneForm extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            return new Formed(text -> "A");
        }
    }

    static final class GrowingForms extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            return new Formed(text -> text + "A");
        }
    }

    static final class CountedForms extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            AtomicInteger next = new AtomicInteger();
            return new Formed(text -> text + next.incrementAndGet());
        }
    }

    static final class StrictForms extends CodeGeneratorContract {
        @Override
        protected CodeGenerator generator() {
            return new Formed(text -> {
                if (!text.matches("[0-9a-f]{8}")) {
                    throw new IllegalArgumentException("no code of this generator");
                }
                return text;
            });
        }
    }

    static final class OpenDoor extends AuthenticatorContract {
        @Override
        protected Authenticator authenticator() {
            return new Authenticator() {
                @Override
                public String name() {
                    return "open";
                }

                @Override
                public Answer authenticate(Credentials credentials) {
                    return new Answer.Known(new Identity("anybody", role -> true, null));
                }
            };
        }

        @Override
        protected Authenticator.Credentials good() {
            return RequestCredentials.bearer("good");
        }

        @Override
        protected String subject() {
            return "anybody";
        }
    }

    static final class LoosePolicy extends AccessPolicyContract {
        @Override
        protected AccessPolicy policy() {
            return new AccessPolicy() {
                @Override
                public String name() {
                    return "loose";
                }

                @Override
                public boolean permits(Subject subject, Permission permission, @Nullable String organizationId) {
                    return subject.roles().test("IAM_OWNER")
                            || (organizationId != null
                                    && subject.roles()
                                            .test("ORG_OWNER@"
                                                    + organizationId.strip().toLowerCase(Locale.ROOT)));
                }
            };
        }

        @Override
        protected AccessPolicy.Subject administrator() {
            return new AccessPolicy.Subject("admin", Set.of("IAM_OWNER")::contains);
        }

        @Override
        protected AccessPolicy.Subject administratorOf(String organizationId) {
            return new AccessPolicy.Subject("owner", Set.of("ORG_OWNER@" + organizationId)::contains);
        }
    }

    /** A directory of one organization. */
    private record Directory(boolean exact) implements OrganizationDirectory {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public boolean exists(String organizationId) {
            return organizationId.equals("o1");
        }

        @Override
        public Optional<String> byDomain(String domain) {
            boolean same = exact ? domain.equals("acme.example") : domain.equalsIgnoreCase("acme.example");
            return same ? Optional.of("o1") : Optional.empty();
        }
    }

    static final class GoodDirectory extends OrganizationDirectoryContract {
        @Override
        protected OrganizationDirectory directory() {
            return new Directory(false);
        }

        @Override
        protected String organization() {
            return "o1";
        }

        @Override
        protected Optional<String> domain() {
            return Optional.of("acme.example");
        }
    }

    static final class ExactDomains extends OrganizationDirectoryContract {
        @Override
        protected OrganizationDirectory directory() {
            return new Directory(true);
        }

        @Override
        protected String organization() {
            return "o1";
        }

        @Override
        protected Optional<String> domain() {
            return Optional.of("acme.example");
        }
    }

    /** Schemas in a map, with or without their old revisions. */
    private record Schemas(boolean newestAlone) implements UserSchemaProvider {
        private static final Map<String, List<UserSchema>> ALL = Stream.of(
                        new UserSchema("person", "Person", 1, true, "{}"),
                        new UserSchema("person", "Person", 2, true, "{\"type\":\"object\"}"),
                        new UserSchema("old", "Old", 1, false, "{}"),
                        new UserSchema("gone", "Gone", 1, false, "{}"))
                .collect(Collectors.groupingBy(UserSchema::id));

        @Override
        public String name() {
            return "map";
        }

        @Override
        public Optional<UserSchema> newest(String schemaId) {
            List<UserSchema> revisions = new ArrayList<>(ALL.getOrDefault(schemaId, List.of()));
            return schemaId.equals("gone") || revisions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(revisions.get(revisions.size() - 1));
        }

        @Override
        public Optional<UserSchema> revision(String schemaId, int revision) {
            return newestAlone
                    ? newest(schemaId).filter(schema -> schema.revision() == revision)
                    : ALL.getOrDefault(schemaId, List.of()).stream()
                            .filter(schema -> schema.revision() == revision)
                            .findFirst();
        }
    }

    static final class GoodSchemas extends UserSchemaProviderContract {
        @Override
        protected UserSchemaProvider provider() {
            return new Schemas(false);
        }

        @Override
        protected String activeSchema() {
            return "person";
        }

        @Override
        protected Optional<String> inactiveSchema() {
            return Optional.of("old");
        }

        @Override
        protected Optional<String> deletedSchema() {
            return Optional.of("gone");
        }
    }

    static final class NewestAlone extends UserSchemaProviderContract {
        @Override
        protected UserSchemaProvider provider() {
            return new Schemas(true);
        }

        @Override
        protected String activeSchema() {
            return "person";
        }
    }
}
