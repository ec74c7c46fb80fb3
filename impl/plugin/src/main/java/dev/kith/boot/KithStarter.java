package dev.kith.boot;

import dev.kith.ContactUniqueness;
import dev.kith.ContactUniqueness.ContactConflict;
import dev.kith.ContactUniqueness.UniquenessScope;
import dev.kith.KithStartException;
import dev.kith.api.DeliveryAdmin.Channel;
import dev.kith.api.Json;
import dev.kith.api.Operation;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.api.transfer.ImportSummary;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.NotifierNames;
import dev.kith.boot.config.Setting;
import dev.kith.boot.providers.CloseStack;
import dev.kith.boot.providers.Default;
import dev.kith.boot.providers.ExtensionPoint;
import dev.kith.boot.providers.Providers;
import dev.kith.core.ClaimRegistry;
import dev.kith.core.Contact.Redeemed;
import dev.kith.core.ContactChannel;
import dev.kith.core.ContactClaimsSwitch;
import dev.kith.core.ContactConflicts;
import dev.kith.core.Core;
import dev.kith.core.CoreSettings;
import dev.kith.core.CoreSettings.UniqueContacts;
import dev.kith.core.DataProtector;
import dev.kith.core.Environment;
import dev.kith.core.Extensions;
import dev.kith.core.Meter;
import dev.kith.core.Meters;
import dev.kith.core.Outbox;
import dev.kith.core.Ports;
import dev.kith.core.ProvidedSchemas;
import dev.kith.core.SchemaStore;
import dev.kith.core.SecretKeys;
import dev.kith.core.Spans;
import dev.kith.core.Spans.CallSpan;
import dev.kith.core.UserStore;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.auth.RoleAccessPolicy;
import dev.kith.delivery.CountingOutbox;
import dev.kith.delivery.EventListeners;
import dev.kith.delivery.NotifierRouting;
import dev.kith.delivery.text.MessageRenderer;
import dev.kith.delivery.text.MessageTexts;
import dev.kith.delivery.text.PageWords;
import dev.kith.health.KithHealth;
import dev.kith.health.ReadinessProbe;
import dev.kith.jpa.DatabaseProbe;
import dev.kith.jpa.FoldedTexts;
import dev.kith.jpa.JpaClaims;
import dev.kith.jpa.JpaStorage;
import dev.kith.json.SchemaDocuments;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.VerificationService;
import dev.kith.telemetry.HostMeters;
import dev.kith.telemetry.HostOpenTelemetry;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.CallObserver;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.LinkPages;
import dev.kith.transport.PageTexts;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.RequestHead;
import dev.kith.transport.RequestRate;
import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.GrpcWebCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts a Kith: settings, providers, database, rules, delivery. If a step fails, everything that was opened is closed. */
final class KithStarter {
    private static final System.Logger LOG = System.getLogger(KithStarter.class.getName());

    private final BuilderOptions options;
    private final ConfiguredSettings settings;
    private final CloseStack closeStack = new CloseStack();
    private final KithThreads threads = closeStack.add(new KithThreads());
    private final Meters meters;
    private final Spans spans;

    KithStarter(BuilderOptions options) {
        this.options = options;
        this.settings = ConfiguredSettings.of(options.sources(), options.known(), contextLoader(), options.files());
        this.meters = meters();
        this.spans = options.running().announces()
                ? HostOpenTelemetry.spans(settings.get(Setting.INSTANCE_ID), options.managed()::only)
                : Spans.NONE;
    }

    /** A command counts nothing: it ends before anybody asks. */
    private Meters meters() {
        if (options.running().meters() != null) {
            return options.running().meters();
        }
        Meters found = options.running().announces()
                ? HostMeters.find(settings.get(Setting.INSTANCE_ID), options.managed()::only)
                : Meters.NONE;
        if (found instanceof AutoCloseable open) {
            closeStack.add(open);
        }
        return found;
    }

    RunningKith start() {
        try {
            return new RunningKith(parts(), closeStack);
        } catch (RuntimeException | Error e) {
            closeStack.close();
            throw e;
        }
    }

    private RunningKith.Parts parts() {
        Providers providers =
                closeStack.add(new Providers(options.providers(), options.managed(), loaders(), settings::plugin));
        DefaultProviders defaults = new DefaultProviders(settings, options, closeStack, spans);
        VerificationService service = providers
                .choose(ExtensionPoint.VERIFICATION_SERVICE, settings.find(Setting.VERIFICATION_SERVICE), List.of())
                .orElse(null);
        Map<Notifier.Channel, List<Notifier>> routes =
                providers.notifiers(NotifierNames.of(settings), defaults.notifiers());
        DatabaseOpener.OpenedDatabase database = new DatabaseOpener(settings, options, threads, closeStack).open();
        JpaComponents components = new JpaComponents(
                database.unit(),
                settings.get(Setting.INSTANCE_ID),
                options.running(),
                new SchemaDocuments(Math.toIntExact(settings.get(Setting.DATA_SIZE)), meters));
        Extensions extensions = extensions(providers, defaults, components, service);
        Authenticator authenticator = one(
                providers,
                ExtensionPoint.AUTHENTICATOR,
                Setting.AUTHENTICATOR,
                defaults.authenticator(components.tokens()));
        KeyRing keyRing = keyRing(components.keys());
        JpaClaims claims = new JpaClaims(components.unit(), components.instance());
        DataProtector protector = threads.call(() -> {
            agree(claims);
            fill(components, extensions);
            return keyRing.protector(settings.find(Setting.KEYS), spans);
        });
        List<UserEventListener> listeners = providers.all(
                ExtensionPoint.EVENT_LISTENER,
                settings.find(Setting.EVENT_LISTENERS).orElse(List.of()),
                defaults.eventListeners());
        StartReport report = new StartReport(
                database.words(),
                labels(providers, routes),
                providers.label(authenticator),
                extensions.schemas() == components.schemas()
                        ? Optional.empty()
                        : Optional.of(providers.label(extensions.schemas())),
                listeners.stream().map(providers::label).toList(),
                StartReport.off(settings, delivers()));
        UserStore storage =
                new JpaStorage(components.unit(), components.instance(), extensions.schemas() == components.schemas());
        CountingOutbox countingOutbox = new CountingOutbox(
                new HousekeepingOutbox(
                        components.outbox(protector, options.running()),
                        options.running().clock(),
                        List.of(
                                keyRing::eraseEnded,
                                now -> storage.forgetRedeemed(now.minus(Redeemed.KEPT)),
                                storage::forgetAnswers)),
                meters);
        MessageTexts texts = texts();
        Optional<DeliveryRuntime> delivery = delivers()
                ? Optional.of(deliver(
                        countingOutbox,
                        new MessageRenderer(protector, texts),
                        new NotifierRouting(routes, service, listeners(listeners), providers::label)))
                : Optional.empty();
        Runnable bell = delivery.<Runnable>map(runtime -> runtime::wake).orElse(() -> {});
        Core core = new Core(
                coreSettings(!listeners.isEmpty()),
                extensions,
                new Ports(
                        storage,
                        schemaStore(components, extensions),
                        components.documents(),
                        new LibphonePhoneNumbers(settings.get(Setting.PHONE_REGION)),
                        protector),
                new Environment(options.running().clock(), options.running().random(), bell, meters));
        DeliveryMetrics metrics = new DeliveryMetrics(
                core.deliveryAdmin(),
                countingOutbox::counts,
                () -> delivery.map(DeliveryRuntime::carriers).orElse(List.of()),
                options.running().clock(),
                threads.executor(),
                DeliveryMetrics.CountPatience.USUAL);
        DeliveryMBean exposure = closeStack.add(DeliveryMBean.of(metrics, components.instance()));
        KithHealth health = closeStack.add(new KithHealth(
                components.instance(),
                exposure.number(),
                new ReadinessProbe(new DatabaseProbe(components.unit())::answers, threads.executor()),
                metrics::carriers,
                () -> metrics.counted(options.running().clock().instant())));
        TransportContext transport = transport(core, authenticator, texts);
        KeptFigures figures = new KeptFigures(meters, options.running().clock());
        figures.delivery(metrics, countingOutbox::counts, metrics.carriers());
        figures.calls(components.unit()::contended, core::refusals, transport.admission());
        if (options.running().announces()) {
            warn(providers);
            LOG.log(Level.INFO, () -> "outcome=started " + report.line(settings));
        }
        return new RunningKith.Parts(
                settings,
                report,
                core.accounts(),
                core.search(),
                core.emailLinks(),
                core.restoration(),
                core.instance(),
                core.deliveryAdmin(),
                uniqueness(new ContactConflicts(claims)),
                metrics,
                health,
                core::eraseUser,
                transfer(core, claims),
                components.schemas(),
                core.schemas(),
                components.organizations(),
                new StoredAdministratorTokens(
                        components.tokens(), options.running().random()),
                authenticator,
                extensions.access(),
                transport);
    }

    private static ContactUniqueness uniqueness(ContactConflicts conflicts) {
        return (scope, most) -> {
            boolean everywhere = scope == UniquenessScope.INSTANCE;
            return conflicts
                    .conflicts(everywhere ? UniqueContacts.INSTANCE : UniqueContacts.ORGANIZATION, most)
                    .stream()
                    .map(shared -> new ContactConflict(
                            shared.contact().channel() == ContactChannel.EMAIL ? Channel.EMAIL : Channel.PHONE,
                            shared.masked(),
                            everywhere ? null : shared.contact().organization(),
                            shared.users(),
                            shared.userIds()))
                    .toList();
        };
    }

    /** A command runs beside nodes that have agreed already; see {@link #transfer}. */
    private void agree(ClaimRegistry claims) {
        if (options.running().announces()) {
            compare(() -> new ContactClaimsSwitch(claims)
                    .agree(
                            settings.get(Setting.UNIQUE_CONTACTS),
                            settings.find(Setting.UNIQUE_CONTACTS_BEFORE).orElse(null)));
        }
    }

    private static void compare(Runnable comparison) {
        try {
            comparison.run();
        } catch (IllegalStateException e) {
            throw new KithStartException("The contacts are not ready: " + e.getMessage() + ".", e);
        }
    }

    /** Of all commands an import alone verifies contacts. */
    private UserTransfer transfer(Core core, ClaimRegistry claims) {
        return options.running().announces()
                ? core.transfer()
                : new ComparedTransfer(
                        core.transfer(),
                        () -> compare(
                                () -> new ContactClaimsSwitch(claims).require(settings.get(Setting.UNIQUE_CONTACTS))));
    }

    /** The import and export of users by a command, which may have other settings than the nodes beside it. */
    private record ComparedTransfer(UserTransfer transfer, Runnable comparison) implements UserTransfer {
        @Override
        public ImportSummary importUsers(InputStream jsonLines, ImportOptions importOptions, ImportObserver observer)
                throws IOException {
            comparison.run();
            return transfer.importUsers(jsonLines, importOptions, observer);
        }

        @Override
        public long exportUsers(OutputStream jsonLines) throws IOException {
            return transfer.exportUsers(jsonLines);
        }

        @Override
        public Optional<Json.Obj> exportUser(String userId) {
            return transfer.exportUser(userId);
        }
    }

    private static SchemaStore schemaStore(JpaComponents components, Extensions extensions) {
        SchemaStore tables = components.schemas().store();
        return extensions.schemas() == components.schemas()
                ? tables
                : new ProvidedSchemas(extensions.schemas(), tables);
    }

    private TransportContext transport(Core core, Authenticator authenticator, MessageTexts texts) {
        CorsPolicy cors =
                settings.find(Setting.CORS_ORIGINS).map(CorsPolicy::new).orElse(CorsPolicy.CLOSED);
        RequestAdmission admission = new RequestAdmission(
                core.instance(),
                authenticator,
                cors,
                bodies(),
                new RequestRate(settings.find(Setting.REQUESTS_PER_MINUTE).orElse(0), System::nanoTime));
        CallObserver calls = new ObservedCalls(meters, spans);
        return new TransportContext(
                core.accounts(),
                core.search(),
                core.schemas(),
                new LinkPages(core.emailLinks(), core.restoration(), languages -> page(texts.pages(languages))),
                admission,
                cors,
                new GrpcWebCalls(
                        core.accounts(),
                        core.search(),
                        core.schemas(),
                        admission,
                        options.running().clock(),
                        calls),
                calls,
                options.running().clock());
    }

    /** Counts and traces calls. */
    private record ObservedCalls(Meters meters, Spans spans) implements CallObserver {
        @Override
        public ObservedCall begun(Operation operation, CallProtocol protocol, RequestHead head) {
            CallSpan span = spans.on() ? spans.served(operation, Meter.word(protocol), head::headers) : CallSpan.NONE;
            return new MeasuredCall(meters, operation, protocol, span, System.nanoTime());
        }
    }

    /** Counts a call when it is answered, and tells its span. */
    private record MeasuredCall(
            Meters meters, Operation operation, CallObserver.CallProtocol protocol, CallSpan span, long begun)
            implements CallObserver.ObservedCall {
        @Override
        public void answered(int http) {
            span.answered(http);
            count(http);
        }

        @Override
        public void answered(int http, GrpcStatus status) {
            span.answered(http, status.name());
            count(http);
        }

        private void count(int http) {
            long nanos = System.nanoTime() - begun;
            meters.time(Meter.CALLS, nanos, Meter.word(operation), Meter.word(protocol), Integer.toString(http));
        }

        @Override
        public void close() {
            span.close();
        }
    }

    private static PageTexts.PageText page(PageWords words) {
        return new PageTexts.PageText(words.language(), words.words());
    }

    private BodyBudget bodies() {
        long most = settings.find(Setting.BODY_BUDGET)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 8);
        return new BodyBudget(
                most, settings.get(Setting.BODY_TIME), options.running().clock());
    }

    private Extensions extensions(
            Providers providers,
            DefaultProviders defaults,
            JpaComponents components,
            @Nullable VerificationService service) {
        AccessPolicy access = one(
                providers,
                ExtensionPoint.ACCESS_POLICY,
                Setting.ACCESS_POLICY,
                new Default<>("roles", RoleAccessPolicy::new));
        OrganizationDirectory organizations = one(
                providers,
                ExtensionPoint.ORGANIZATION_DIRECTORY,
                Setting.ORGANIZATION_DIRECTORY,
                new Default<>("table", components::organizations));
        UserSchemaProvider schemas = one(
                providers,
                ExtensionPoint.USER_SCHEMA_PROVIDER,
                Setting.USER_SCHEMA_PROVIDER,
                new Default<>("table", components::schemas));
        CodeGenerator codes =
                one(providers, ExtensionPoint.CODE_GENERATOR, Setting.CODE_GENERATOR, defaults.codeGenerator());
        return new Extensions(access, organizations, schemas, codes, service);
    }

    private <T> T one(Providers providers, ExtensionPoint<T> point, Setting<String> choice, Default<T> standard) {
        return providers.choose(point, settings.find(choice), List.of(standard)).orElseThrow();
    }

    private KeyRing keyRing(SecretKeys table) {
        Path path = options.storage().keyFile();
        return new KeyRing(
                table,
                path == null ? null : new KeyFile(path),
                options.running().random(),
                options.running().clock(),
                options.running().announces());
    }

    private static Map<Notifier.Channel, List<String>> labels(
            Providers providers, Map<Notifier.Channel, List<Notifier>> routes) {
        Map<Notifier.Channel, List<String>> labels = new EnumMap<>(Notifier.Channel.class);
        routes.forEach((channel, carriers) ->
                labels.put(channel, carriers.stream().map(providers::label).toList()));
        return labels;
    }

    private void fill(JpaComponents components, Extensions extensions) {
        if (extensions.organizations() == components.organizations()) {
            settings.find(Setting.ORGANIZATIONS)
                    .ifPresentOrElse(
                            organizations -> organizations.forEach(components::organization),
                            () -> components.organization("default", ""));
        }
        components.schemas().complete();
        new FoldedTexts(components.unit(), components.instance())
                .complete(options.running().clock().instant());
        Set<String> inFolder = settings.find(Setting.SCHEMA_DIRECTORY)
                .map(folder -> registered(folder, components, extensions))
                .orElse(Set.of());
        components.schemas().markAsInFolder(inFolder);
    }

    private static Set<String> registered(Path folder, JpaComponents components, Extensions extensions) {
        if (extensions.schemas() != components.schemas()) {
            throw new KithStartException("kith.schemas.directory fills the schema provider \"table\", but \""
                    + extensions.schemas().name() + "\" is selected. Remove the setting, or set"
                    + " kith.user-schema-provider=table.");
        }
        return SchemaFolder.register(folder, components.schemas(), components.documents());
    }

    private void warn(Providers providers) {
        List<String> unused = settings.ofOtherPlugins(providers.names());
        if (!unused.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "settings=unused: {0}: there is no plugin of that name; the names of the plugins are {1}",
                    String.join(", ", unused),
                    providers.names());
        }
        if (settings.find(Setting.PUBLIC_URL).isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "links=none: kith.public-url is not configured, so messages contain the code without a link, and users"
                            + " cannot choose their own links; set it to the URL, including the context path, under which"
                            + " people reach this server");
        }
    }

    private boolean delivers() {
        Boolean passed = options.running().delivers();
        return passed == null ? settings.get(Setting.DELIVERY) : passed;
    }

    private EventListeners listeners(List<UserEventListener> listeners) {
        try {
            return new EventListeners(settings.get(Setting.INSTANCE_ID), listeners);
        } catch (IllegalArgumentException e) {
            throw new KithStartException("An event listener cannot be used: " + e.getMessage() + ". Rename it.", e);
        }
    }

    private MessageTexts texts() {
        Path folder = settings.find(Setting.TEXTS_DIRECTORY).orElse(null);
        try {
            return MessageTexts.of(folder, settings.get(Setting.TEXTS_LANGUAGE));
        } catch (IllegalArgumentException e) {
            throw new KithStartException(
                    "The message texts cannot be used (kith.texts.language="
                            + settings.get(Setting.TEXTS_LANGUAGE).toLanguageTag()
                            + (folder == null ? "" : ", kith.texts.directory=" + folder)
                            + "): " + e.getMessage() + ". Correct it.",
                    e);
        }
    }

    private DeliveryRuntime deliver(Outbox outbox, MessageRenderer renderer, NotifierRouting routing) {
        DeliveryRuntime runtime =
                DeliveryRuntime.start(settings, options.running(), threads, outbox, renderer, routing, meters, spans);
        return closeStack.add(runtime);
    }

    private CoreSettings coreSettings(boolean events) {
        return new CoreSettings(
                settings.get(Setting.INSTANCE_ID),
                settings.find(Setting.INSTANCE_DOMAINS).orElse(Set.of()),
                settings.get(Setting.ENABLED),
                settings.find(Setting.PUBLIC_URL).orElse(null),
                settings.find(Setting.LINK_ORIGINS).orElse(Set.of()),
                new CoreSettings.Codes(
                        settings.get(Setting.CODE_LIFETIME),
                        settings.get(Setting.CODE_ATTEMPTS),
                        settings.get(Setting.CODE_PAUSE),
                        settings.get(Setting.CODE_HOURLY_LIMIT)),
                settings.get(Setting.CHANGE_BY_SELF),
                settings.get(Setting.CHANGE_BY_OWNER),
                new CoreSettings.Announcements(
                        settings.get(Setting.NOTICES),
                        settings.get(Setting.UNDO),
                        CoreSettings.Announcements.DEFAULTS.undoWithin(),
                        events),
                settings.get(Setting.CHOSEN_IDS),
                new CoreSettings.SchemaLimits(
                        settings.get(Setting.MOST_OFFSET),
                        settings.get(Setting.SEARCH_TIME),
                        settings.get(Setting.IMPACT_USERS),
                        settings.get(Setting.IMPACT_TIME)),
                settings.get(Setting.UNIQUE_CONTACTS),
                settings.get(Setting.IDEMPOTENCY_KEYS));
    }

    /** The class loader of Kith itself comes first, then that of the application. */
    private static List<ClassLoader> loaders() {
        ClassLoader own = KithStarter.class.getClassLoader();
        ClassLoader context = contextLoader();
        return own == context ? List.of(own) : List.of(own, context);
    }

    static ClassLoader contextLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? KithStarter.class.getClassLoader() : context;
    }
}
