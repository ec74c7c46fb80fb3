package dev.kith.core;

import static dev.kith.api.ProblemCode.CONFLICT;
import static dev.kith.api.ProblemCode.CONTACT_TAKEN;

import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.api.transfer.ImportSummary;
import dev.kith.api.transfer.RefusedLine;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.core.ImportPlanner.ImportRules;
import dev.kith.core.LineSource.RawLine;
import dev.kith.core.UserLineReader.UnusableLine;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.ImportedUser;
import dev.kith.core.UserWriter.StoredImport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One import: gathers lines, and stores those that follow each other in one transaction. For one thread. */
final class UserImporter {
    private static final int MOST_LINES = 250;
    private static final long MOST_BYTES = UserTransfer.MAX_LINE;

    private final ImportRules rules;
    private final ImportOptions options;
    private final ImportObserver observer;
    private final RetryingTransaction transaction;
    private final UserWriter writer;
    private final Environment environment;
    private final List<UserLine> batch = new ArrayList<>();
    private final Set<String> batchIds = new HashSet<>();
    private final List<RefusedLine> batchRefused = new ArrayList<>();
    private long batchBytes;
    private long lastLine;
    private long lastByte;
    private long created;
    private long merged;
    private long unchanged;
    private long refused;

    UserImporter(
            ImportRules rules,
            ImportOptions options,
            ImportObserver observer,
            RetryingTransaction transaction,
            UserWriter writer,
            Environment environment) {
        this.rules = rules;
        this.options = options;
        this.observer = observer;
        this.transaction = transaction;
        this.writer = writer;
        this.environment = environment;
    }

    ImportSummary run(InputStream jsonLines) throws IOException {
        LineSource source = new LineSource(jsonLines, UserTransfer.MAX_LINE);
        for (RawLine line = source.next(); line != null; line = source.next()) {
            if (line.number() >= options.firstLine() && !line.isBlank()) {
                add(line);
            }
            lastLine = line.number();
            lastByte = line.end();
            if (batch.size() + batchRefused.size() >= MOST_LINES) {
                finish();
            }
        }
        finish();
        return new ImportSummary(lastLine, created, merged, unchanged, refused);
    }

    /** A line about a user of the batch comes after the batch. */
    private void add(RawLine raw) {
        byte[] content = raw.content();
        long size = content == null ? 0 : content.length;
        UserLine line = read(raw);
        if (line == null) {
            return;
        }
        if (batchIds.contains(line.userId()) || batchBytes + size > MOST_BYTES) {
            finish();
        }
        batch.add(line);
        batchIds.add(line.userId());
        batchBytes += size;
    }

    private @Nullable UserLine read(RawLine raw) {
        byte[] content = raw.content();
        if (content == null) {
            refuse(
                    raw.number(),
                    null,
                    new ImportPlan.Refuse("The line has more than " + UserTransfer.MAX_LINE + " bytes."));
            return null;
        }
        try {
            UserLine line = UserLineReader.read(raw.number(), content, writer.now());
            ImportPlan.Refuse fault = ImportPlanner.precheck(rules, line);
            if (fault == null) {
                return line;
            }
            refuse(line.number(), line.userId(), fault);
        } catch (UnusableLine fault) {
            refuse(raw.number(), fault.userId(), new ImportPlan.Refuse(fault.sentence()));
        }
        return null;
    }

    private ImportPlanner planner() {
        return new ImportPlanner(rules, options, writer.now());
    }

    private void refuse(long line, @Nullable String userId, ImportPlan.Refuse refuse) {
        batchRefused.add(new RefusedLine(line, userId, refuse.reason(), refuse.violations()));
    }

    private void finish() {
        if (!batch.isEmpty()) {
            store(List.copyOf(batch));
        }
        batchRefused.sort((one, other) -> Long.compare(one.line(), other.line()));
        batchRefused.forEach(observer::refused);
        refused += batchRefused.size();
        batch.clear();
        batchIds.clear();
        batchRefused.clear();
        batchBytes = 0;
        if (lastLine >= options.firstLine()) {
            observer.progress(lastLine, lastByte);
        }
    }

    /** What came of some lines in one transaction; in a dry run nothing is stored. */
    private record Judged(
            List<UserLine> lines,
            List<ImportPlan> plans,
            @Nullable StoredImport stored) {}

    /** Lines that are always in others' way are tried one by one, so that not all of them are refused. */
    private void store(List<UserLine> lines) {
        Outcome<Judged> outcome = transaction.until((session, again) -> Outcome.done(judge(session, lines)));
        if (outcome instanceof Outcome.Done<Judged> done) {
            count(done.value());
        } else if (lines.size() > 1) {
            lines.forEach(line -> store(List.of(line)));
        } else {
            refuse(lines.get(0).number(), lines.get(0).userId(), ImportPlan.refused(Problem.of(CONFLICT)));
        }
    }

    private Judged judge(Session session, List<UserLine> lines) {
        Map<String, User> present =
                session.findAll(lines.stream().map(UserLine::userId).toList());
        ImportPlanner planner = planner();
        List<ImportPlan> plans = new ArrayList<>();
        List<ImportedUser> users = new ArrayList<>();
        Set<String> claims = new HashSet<>();
        for (UserLine line : lines) {
            ImportPlan plan = planner.plan(line, present.get(line.userId()));
            if (plan instanceof ImportPlan.Store store && writer.taken(session, store.user(), claims)) {
                plan = ImportPlan.refused(Problem.of(CONTACT_TAKEN));
            }
            plans.add(plan);
            if (plan instanceof ImportPlan.Store store) {
                users.add(store.user());
            }
        }
        boolean stores = !users.isEmpty() && !options.dryRun();
        return new Judged(lines, plans, stores ? writer.imported(session, users, options.events()) : null);
    }

    private void count(Judged judged) {
        for (int i = 0; i < judged.plans().size(); i++) {
            ImportPlan plan = judged.plans().get(i);
            UserLine line = judged.lines().get(i);
            if (plan instanceof ImportPlan.Store store) {
                created += store.user().before() == null ? 1 : 0;
                merged += store.user().before() == null ? 0 : 1;
            } else if (plan instanceof ImportPlan.Refuse refuse) {
                refuse(line.number(), line.userId(), refuse);
            } else {
                unchanged++;
            }
        }
        StoredImport stored = judged.stored();
        if (stored != null) {
            stored.changes().forEach(environment::committed);
            if (stored.event()) {
                environment.messageStored().run();
            }
        }
    }
}
