package dev.kith.bench;

import dev.kith.bench.Figures.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the program is to reach, and what it reaches. */
final class Goals {
    private static final double FLAT = 0.85;

    /** What is no matter of the CPU. */
    private static final String MEMORY = "classes, heap and collector: see [memory](#start-first-seconds-memory)";

    private static final String METRICS = "25 ms of it wait for the new count, with which the database is busy";

    private final Map<Part, Figures> all;
    private final List<Goal> goals = new ArrayList<>();

    /**
     * A goal.
     *
     * @param text what is to be reached
     * @param measured what was measured
     * @param verdict whether it is reached, or by how much it is missed
     * @param obstacle what the profile says, empty if the goal is reached
     */
    record Goal(String text, String measured, String verdict, String obstacle) {}

    private Goals(Map<Part, Figures> all) {
        this.all = all;
    }

    static List<Goal> of(Map<Part, Figures> all) {
        Goals goals = new Goals(all);
        goals.delivery();
        goals.beside("PostgreSQL", Part.COMPARE);
        goals.beside("MariaDB", Part.MARIADB);
        goals.growth();
        goals.releases();
        goals.start();
        goals.servers();
        return goals.goals;
    }

    private Figures of(Part part) {
        return all.getOrDefault(part, new Figures());
    }

    private void delivery() {
        Figures figures = of(Part.DELIVERY);
        atLeast(
                "A backlog is drained at 2,000 messages/s, with a notifier that costs nothing",
                figures.median(Delivery.DRAIN, Delivery.MESSAGES),
                2_000,
                " messages/s",
                Profile.EMAIL);
        atLeast(
                "The same on MariaDB",
                of(Part.MARIADB).median(Delivery.DRAIN, Delivery.MESSAGES),
                2_000,
                " messages/s",
                Profile.EMAIL);
        backlog("No growing backlog under full load: at its end at most a second's messages wait", figures, "");
        backlog("The same on MariaDB", of(Part.MARIADB), "");
        String rows = figures.median(Delivery.METRICS, Delivery.ROWS)
                .map(count -> format("%,.0f", count))
                .orElse("2,000,000");
        share(
                "Draining beside " + rows + " rows of another kind: as fast, within a tenth",
                figures.median(Delivery.DRAIN + Delivery.BESIDE, Delivery.MESSAGES),
                figures.median(Delivery.DRAIN, Delivery.MESSAGES),
                90,
                Profile.EMAIL);
        share(
                "Set e-mail beside them: as fast, within a tenth",
                figures.median(Delivery.LOAD + Delivery.BESIDE, Meter.RATE),
                figures.median(Delivery.LOAD, Meter.RATE),
                90,
                Profile.EMAIL);
        atMost(
                "`/metrics` beside them within 50 ms, the slowest",
                figures.spread(Delivery.METRICS, Delivery.MILLISECONDS).map(Spread::most),
                50,
                " ms",
                METRICS);
    }

    private void backlog(String text, Figures figures, String where) {
        atMost(
                text,
                figures.median(Delivery.LOAD + where, Delivery.END),
                figures.median(Delivery.LOAD + where, Meter.RATE).orElse(0.0),
                " messages",
                Profile.EMAIL);
    }

    private void beside(String engine, Part part) {
        Figures figures = of(part);
        ratio(
                "Set e-mail with delivery, " + engine + ": 80 % of the bare program",
                figures,
                Comparison.EMAIL,
                Comparison.BARE_EMAIL,
                80,
                Profile.EMAIL);
        ratio(
                "Patch, " + engine + ": 100 % of the bare program",
                figures,
                Comparison.PATCH,
                Comparison.BARE_PATCH,
                100,
                Profile.PATCH);
        slowest("Set e-mail, " + engine, figures, Comparison.EMAIL, Comparison.BARE_EMAIL, Profile.EMAIL);
        slowest("Patch, " + engine, figures, Comparison.PATCH, Comparison.BARE_PATCH, Profile.PATCH);
    }

    private void ratio(String text, Figures figures, String one, String other, double percent, String profile) {
        Optional<Double> share = quotient(figures.median(one, Meter.RATE), figures.median(other, Meter.RATE));
        atLeast(text, share.map(quotient -> quotient * 100), percent, " %", profile);
    }

    private void slowest(String text, Figures figures, String one, String other, String profile) {
        Optional<Double> times = quotient(figures.median(one, Meter.P99), figures.median(other, Meter.P99));
        add(
                text + ": p99 at most twice that of the bare program",
                times.map(value -> format("%.1f times", value)),
                times.map(value -> value / 2 - 1),
                profile);
    }

    private void growth() {
        Figures figures = of(Part.GROWTH);
        List<String> sizes = figures.subjects().stream()
                .filter(subject -> subject.endsWith(Growth.USERS))
                .toList();
        String first = sizes.isEmpty() ? "few users" : sizes.get(0);
        String last = sizes.isEmpty() ? "many users" : sizes.get(sizes.size() - 1);
        share(
                "Flat from " + first + " to " + last,
                figures.median(last, Meter.RATE),
                figures.median(first, Meter.RATE),
                FLAT * 100,
                Profile.EMAIL);
        List<Double> quarters = figures.of(Growth.ONE, Growth.PATCHES);
        share(
                "Flat over more than 1,000 patches of one user: the last quarter against the first",
                quarters.stream().skip(Math.max(0, quarters.size() - 1)).findFirst(),
                quarters.stream().findFirst(),
                FLAT * 100,
                Profile.PATCH);
    }

    private void releases() {
        Figures figures = of(Part.COMPARE);
        share(
                "JDK 17 within 25 % of JDK 25, set e-mail",
                figures.median(Comparison.EMAIL_17, Meter.RATE),
                figures.median(Comparison.EMAIL, Meter.RATE),
                75,
                Profile.EMAIL);
        share(
                "JDK 17 within 25 % of JDK 25, patch",
                figures.median(Comparison.PATCH_17, Meter.RATE),
                figures.median(Comparison.PATCH, Meter.RATE),
                75,
                Profile.PATCH);
    }

    private void start() {
        Figures figures = of(Part.START);
        for (int release : StartTimes.RELEASES) {
            String subject = StartTimes.subject(release);
            double most = release == 25 ? 2 : 4;
            String prepared = release == 25 ? StartTimes.AOT : StartTimes.ARCHIVE;
            atMost(
                    format("Ready within %.0f s on %s%s", most, subject, prepared),
                    figures.median(subject + prepared, StartTimes.READY),
                    most,
                    " s",
                    Profile.START);
            String soon = release == 25 ? subject + StartTimes.AOT : subject;
            share(
                    "Half of the warm rate within 10 s of load, " + soon,
                    figures.median(soon, StartTimes.SOON),
                    figures.median(soon, StartTimes.WARM),
                    50,
                    Profile.EMAIL);
            atMost(
                    "220 MB resident when idle, " + subject,
                    figures.median(subject, StartTimes.IDLE),
                    220,
                    " MB",
                    MEMORY);
            atMost(
                    "512 MB resident under load, " + subject,
                    figures.median(subject, StartTimes.LOADED),
                    512,
                    " MB",
                    MEMORY);
        }
    }

    private void servers() {
        Figures figures = of(Part.SERVERS);
        for (String server : figures.subjects()) {
            atMost(
                    "Adds at most 2 s to the start of " + server,
                    figures.median(server, "adds s"),
                    2,
                    " s",
                    Profile.START);
        }
    }

    private void share(String text, Optional<Double> one, Optional<Double> other, double percent, String profile) {
        atLeast(text, quotient(one, other).map(quotient -> quotient * 100), percent, " %", profile);
    }

    private static Optional<Double> quotient(Optional<Double> one, Optional<Double> other) {
        return one.flatMap(dividend -> other.filter(divisor -> divisor > 0).map(divisor -> dividend / divisor));
    }

    private void atLeast(String text, Optional<Double> measured, double wanted, String unit, String profile) {
        add(text, measured.map(value -> number(value) + unit), measured.map(value -> 1 - value / wanted), profile);
    }

    private void atMost(String text, Optional<Double> measured, double wanted, String unit, String profile) {
        add(
                text,
                measured.map(value -> number(value) + unit),
                measured.map(value -> wanted > 0 ? value / wanted - 1 : 1),
                profile);
    }

    /** A goal is missed by the share of the wanted value that the measured one is worse, and reached if that is not positive. */
    private void add(String text, Optional<String> measured, Optional<Double> missed, String profile) {
        String verdict = missed.map(by -> by <= 0 ? "met" : format("**missed** by %.0f %%", by * 100))
                .orElse("not measured");
        boolean explained = missed.filter(by -> by > 0).isPresent();
        goals.add(new Goal(text, measured.orElse("-"), verdict, explained ? obstacle(profile) : ""));
    }

    /** Who has most of the CPU of the program; where it is no profile that stands in the way, the words for it. */
    private String obstacle(String profile) {
        Figures figures = of(Part.PROFILE);
        if (!List.of(Profile.EMAIL, Profile.PATCH, Profile.START).contains(profile)) {
            return profile;
        }
        return figures.measures(profile).stream()
                .filter(owner -> !owner.equals(Profile.SHARE_OF_DELIVERY))
                .sorted(Comparator.comparing(
                        (String owner) -> -figures.median(profile, owner).orElse(0.0)))
                .limit(4)
                .map(owner -> format(
                        "%s %.0f %%", owner, figures.median(profile, owner).orElse(0.0)))
                .collect(Collectors.joining(", "));
    }

    static String number(double value) {
        return value >= 100 ? format("%,.0f", value) : format("%.1f", value);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
