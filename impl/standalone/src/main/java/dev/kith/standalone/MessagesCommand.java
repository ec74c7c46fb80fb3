package dev.kith.standalone;

import dev.kith.ContactUniqueness;
import dev.kith.ContactUniqueness.ContactConflict;
import dev.kith.ContactUniqueness.UniquenessScope;
import dev.kith.Kith;
import dev.kith.KithStartException;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Replay;
import dev.kith.api.DeliveryAdmin.Retry;
import dev.kith.boot.DefaultKithBuilder;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.standalone.Arguments.Command;
import dev.kith.standalone.log.Logs;
import dev.kith.standalone.schemas.OperatorPolicy;
import dev.kith.standalone.schemas.SchemasCommand;
import dev.kith.standalone.users.UsersCommand;
import dev.kith.standalone.users.UsersRequest;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Runs one command for operators on the database of the server, and ends. Delivers nothing. */
final class MessagesCommand {
    private static final int AT_ONCE = 500;
    private static final int MOST_REASONS = 20;

    private final DeliveryAdmin deliveryAdmin;
    private final ContactUniqueness uniqueness;
    private final Predicate<String> eraser;
    private final Clock clock;
    private final PrintStream out;

    private MessagesCommand(
            DeliveryAdmin deliveryAdmin,
            ContactUniqueness uniqueness,
            Predicate<String> eraser,
            Clock clock,
            PrintStream out) {
        this.deliveryAdmin = deliveryAdmin;
        this.uniqueness = uniqueness;
        this.eraser = eraser;
        this.clock = clock;
        this.out = out;
    }

    /** Runs a command and returns the exit code: 0 when it was done. */
    static int run(Arguments arguments, Command command, PrintStream out) throws Exception {
        if (command instanceof Command.TransferUsers users
                && users.request() instanceof UsersRequest.ConvertUsers conversion) {
            return new UsersCommand(out, System.err).convert(conversion);
        }
        if (command instanceof Command.CheckHealth) {
            return HealthCommand.run(Runner.described(arguments).readSettings(), out);
        }
        Clock clock = Clock.systemUTC();
        Map<String, String> settled =
                isAboutSchemas(command) ? Map.of(Setting.ACCESS_POLICY.key(), OperatorPolicy.NAME) : Map.of();
        DefaultKithBuilder builder =
                Runner.described(arguments, settled).clock(clock).deliver(false).quiet();
        ConfiguredSettings settings = builder.readSettings();
        Logs.set(settings.get(ProgramSetting.LOG_LEVEL), settings.get(ProgramSetting.LOG_FORMAT));
        refuseNewDatabase(settings);
        Database.keyFile(settings).ifPresent(builder::keyFile);
        if (isAboutSchemas(command)) {
            builder.accessPolicy(new OperatorPolicy());
        }
        PluginFolder plugins = PluginFolder.load(settings.get(ProgramSetting.PLUGINS));
        try (plugins;
                DatabasePool database = Database.open(settings);
                Kith kith = builder.settings("the runner", publicUrl(settings))
                        .dataSource(database)
                        .start()) {
            if (command instanceof Command.TransferUsers users) {
                return new UsersCommand(out, System.err).run(users.request(), kith.userTransfer());
            }
            if (isAboutSchemas(command)) {
                return run(command, new SchemasCommand(kith.userSchemaService(), out));
            }
            return new MessagesCommand(kith.deliveryAdmin(), kith.contactUniqueness(), kith::eraseUser, clock, out)
                    .run(command);
        }
    }

    private static boolean isAboutSchemas(Command command) {
        return command instanceof Command.CompareSchemas || command instanceof Command.ApplySchemas;
    }

    private static int run(Command command, SchemasCommand schemas) {
        return command instanceof Command.ApplySchemas apply
                ? schemas.apply(apply.folder(), apply.force())
                : schemas.diff(((Command.CompareSchemas) command).folder());
    }

    /** A wrong folder is refused; an empty database would mislead. */
    private static void refuseNewDatabase(ConfiguredSettings settings) {
        Path folder = settings.get(ProgramSetting.DATA).toAbsolutePath().normalize();
        if (settings.find(ProgramSetting.DATABASE_URL).isEmpty() && !Files.exists(folder.resolve("kith.mv.db"))) {
            throw new KithStartException("There is no database in " + folder
                    + ". Set kith.data or kith.database.url as you do for the server.");
        }
    }

    /** Links of newly issued codes lead to the server that has these settings. */
    private static Map<String, String> publicUrl(ConfiguredSettings settings) {
        int port = settings.get(ProgramSetting.HTTP_PORT);
        return port == 0
                ? Map.of()
                : Map.of(Setting.PUBLIC_URL.key(), Runner.local(settings, port).toString());
    }

    private int run(Command command) {
        if (command instanceof Command.ListDead) {
            return list();
        }
        if (command instanceof Command.ReplayOne one) {
            return replay(one.id());
        }
        if (command instanceof Command.EraseUser user) {
            return erase(user.id());
        }
        if (command instanceof Command.ListConflicts conflicts) {
            return conflicts(conflicts.scope());
        }
        return command instanceof Command.ReplayAll ? replayAll() : show();
    }

    private int conflicts(UniquenessScope scope) {
        List<ContactConflict> conflicts = uniqueness.conflicts(scope, AT_ONCE);
        for (ContactConflict conflict : conflicts) {
            out.println(String.join(
                    "\t",
                    conflict.channel().name().toLowerCase(Locale.ROOT),
                    conflict.masked(),
                    conflict.organization() == null ? "-" : "organization=" + conflict.organization(),
                    "users=" + conflict.users(),
                    String.join(" ", conflict.userIds())));
        }
        out.println(
                conflicts.size() == AT_ONCE
                        ? "These are the first " + AT_ONCE + "."
                        : conflicts.size() + " conflicts.");
        return conflicts.isEmpty() ? 0 : 1;
    }

    private int erase(String userId) {
        boolean erased = eraser.test(userId);
        out.println(
                erased
                        ? userId + " and everything that was stored about it is erased."
                        : "There is nothing about " + userId + ".");
        return erased ? 0 : 1;
    }

    private int show() {
        Backlog backlog = deliveryAdmin.backlog();
        out.printf("%-20s %10s %10s %10s %10s%n", "kind", "waiting", "on the way", "given up", "held");
        for (Depth depth : backlog.depths()) {
            out.printf(
                    "%-20s %10d %10d %10d %10d%n",
                    word(depth.kind()), depth.waiting(), depth.onTheirWay(), depth.dead(), depth.held());
        }
        out.println(
                backlog.oldest() == null
                        ? "Nothing is waiting."
                        : "The oldest has been waiting since " + seconds(backlog.oldest()) + ", for "
                                + Duration.between(backlog.oldest(), clock.instant())
                                        .toSeconds() + " seconds.");
        showRetries();
        return 0;
    }

    /** Why what waits has not arrived yet. */
    private void showRetries() {
        List<Retry> retries = deliveryAdmin.retries(MOST_REASONS);
        if (!retries.isEmpty()) {
            out.printf("%n%-20s %10s  %s%n", "tried in vain", "waiting", "last by whom and why");
            for (Retry retry : retries) {
                out.printf("%-20s %10d  %s%n", word(retry.kind()), retry.messages(), retry.reason());
            }
        }
    }

    private int list() {
        List<Dead> dead = deliveryAdmin.dead(AT_ONCE);
        for (Dead one : dead) {
            out.println(String.join(
                    "\t",
                    one.id(),
                    seconds(one.died()),
                    word(one.kind()),
                    one.channel() == null ? "-" : one.channel().name().toLowerCase(Locale.ROOT),
                    "user=" + one.userId(),
                    "attempts=" + one.attempts(),
                    one.cause().word(),
                    one.detail()));
        }
        out.println(dead.size() == AT_ONCE ? "These are the first " + AT_ONCE + "." : dead.size() + " given up.");
        return 0;
    }

    private int replay(String id) {
        Replay replay = deliveryAdmin.replay(id);
        out.println(id + " " + sentence(replay));
        return replay == Replay.NOT_DEAD ? 1 : 0;
    }

    /** Those that are given up again meanwhile, or were created by this, are left for the next time. */
    private int replayAll() {
        Instant begun = clock.instant();
        Set<String> done = new HashSet<>();
        List<Dead> dead = left(begun, done);
        while (!dead.isEmpty()) {
            for (Dead one : dead) {
                done.add(one.id());
                replay(one.id());
            }
            dead = left(begun, done);
        }
        out.println(done.size() + " processed. A server that runs on this database sends what is due.");
        return 0;
    }

    private List<Dead> left(Instant begun, Set<String> done) {
        return deliveryAdmin.dead(AT_ONCE).stream()
                .filter(one -> one.created().isBefore(begun) && !done.contains(one.id()))
                .toList();
    }

    private static String sentence(Replay replay) {
        return switch (replay) {
            case DUE_AGAIN -> "will be tried again.";
            case NEW_CODE -> "was replaced by a new message with a new code.";
            case NOT_NEEDED -> "is no longer needed.";
            case NOT_DEAD -> "is not a message that was given up, or is of a kind that only a newer version knows.";
        };
    }

    private static String word(DeliveryAdmin.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
