package dev.kith.bench;

import dev.kith.bench.Figures.Spread;
import dev.kith.bench.Goals.Goal;
import dev.kith.bench.Svg.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes docs/performance.md and its plots. */
final class Document {
    private static final List<String> CASES = List.of(
            Comparison.LEAST,
            Comparison.SAME,
            Comparison.BARE_EMAIL,
            Comparison.BARE_PATCH,
            Comparison.EMAIL,
            Comparison.CODE,
            Comparison.PATCH,
            Comparison.READ,
            Comparison.GRPC,
            Comparison.EMAIL_17,
            Comparison.PATCH_17,
            Comparison.KEYCLOAK);

    private static final List<String> CPU = List.of(Meter.SERVER, Meter.DATABASE, Meter.CLIENT);

    /** The share of the machine, in percent, that servers which are not called at the moment may take. */
    private static final double DISTURBED = 20;

    private final Map<Part, Figures> all;
    private final Path plots;
    private final StringBuilder text = new StringBuilder();

    private Document(Map<Part, Figures> all, Path docs) {
        this.all = all;
        this.plots = docs.resolve("performance");
    }

    static void write(Map<Part, Figures> all, Path docs) throws IOException {
        Document document = new Document(all, docs);
        Files.createDirectories(document.plots);
        document.compose();
        Files.writeString(docs.resolve("performance.md"), document.text);
    }

    private Figures of(Part part) {
        return all.getOrDefault(part, new Figures());
    }

    private void compose() throws IOException {
        text.append(Sql.resource("document-head.txt"));
        goals();
        text.append("\n## The machine\n\n");
        machine();
        text.append("\n## Side by side, PostgreSQL\n\n")
                .append(Sql.resource("document-compare.txt"))
                .append('\n');
        cases(Part.COMPARE, CASES);
        plotCases();
        text.append("\n### Open loop\n\n")
                .append(Sql.resource("document-open.txt"))
                .append('\n');
        open(Part.COMPARE);
        text.append("\n## MariaDB\n\n");
        text.append("The same calls, in turns, on MariaDB. [Delivery](#delivery) has its rows there.\n\n");
        cases(Part.MARIADB, CASES);
        text.append('\n');
        open(Part.MARIADB);
        text.append("\n## Delivery\n\n")
                .append(Sql.resource("document-delivery.txt"))
                .append('\n');
        delivery();
        text.append("\n## Many users, many changes\n\n");
        growth();
        text.append("\n## Start, first seconds, memory\n\n")
                .append(Sql.resource("document-start.txt"))
                .append('\n');
        start();
        servers();
        text.append("\n## Who uses the CPU\n\n")
                .append(Sql.resource("document-profile.txt"))
                .append('\n');
        profile();
        text.append("\n## Single steps\n\n")
                .append(Sql.resource("document-micro.txt"))
                .append('\n');
        micro();
        text.append("\n## Measure it yourself\n\n").append(Sql.resource("document-foot.txt"));
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void head(String... cells) {
        row(List.of(cells));
        text.append("|---".repeat(cells.length)).append("|\n");
    }

    private void goals() {
        head("goal", "measured", "", "what has the CPU of the program");
        for (Goal goal : Goals.of(all)) {
            row(List.of(goal.text(), goal.measured(), goal.verdict(), goal.obstacle()));
        }
    }

    private void machine() {
        head("part", "when", "processor", "memory", "system", "JDKs", "how", "used by others", "stolen");
        for (Part part : Part.values()) {
            Map<String, String> said = of(part).circumstances();
            if (!said.isEmpty()) {
                row(List.of(
                        part.title(),
                        said.getOrDefault("taken", ""),
                        said.getOrDefault("processor", ""),
                        said.getOrDefault("memory", ""),
                        said.getOrDefault("system", ""),
                        said.getOrDefault("java", ""),
                        said.getOrDefault("rounds", ""),
                        disturbance(of(part), Meter.OTHERS),
                        disturbance(of(part), Meter.STOLEN)));
            }
        }
        if (all.values().stream().anyMatch(Document::isDisturbed)) {
            text.append(
                            "\n**Others used much of the machine while parts of this were measured**, and programs that get little time also")
                    .append(
                            " stay cold for longer: such\nfigures tell whether the benchmark works, and not how fast anything is.\n");
        }
        text.append(
                        "\n\"Used by others\" is the share of the machine that went to processes that do not belong to a case while it")
                .append(
                        " was measured, among them\nservers of the other cases, which idle then; \"stolen\" is what the machine around")
                .append(" a virtual one took away. Both are the lowest to the\nhighest of all rounds.\n");
    }

    private static boolean isDisturbed(Figures figures) {
        return figures.subjects().stream()
                .flatMap(subject -> figures.of(subject, Meter.OTHERS).stream())
                .anyMatch(percent -> percent > DISTURBED);
    }

    private static String disturbance(Figures figures, String measure) {
        List<Double> values = figures.subjects().stream()
                .flatMap(subject -> figures.of(subject, measure).stream())
                .toList();
        return Spread.of(values)
                .map(spread -> Goals.number(spread.least()) + " to " + Goals.number(spread.most()) + " %")
                .orElse("not measured");
    }

    private void cases(Part part, List<String> names) {
        Figures figures = of(part);
        head(
                "case",
                "requests/s",
                "p50 ms",
                "p99 ms",
                "server, us",
                "database, us",
                "client, us",
                "failed",
                "others %");
        for (String name : names) {
            if (figures.subjects().contains(name)) {
                List<String> cells = new ArrayList<>(List.of(name, spread(figures, name, Meter.RATE)));
                cells.add(median(figures, name, Meter.P50));
                cells.add(spread(figures, name, Meter.P99));
                CPU.forEach(owner -> cells.add(median(figures, name, owner)));
                cells.add(total(figures, name));
                cells.add(spread(figures, name, Meter.OTHERS));
                row(cells);
            }
        }
    }

    private static String total(Figures figures, String subject) {
        return String.valueOf(Math.round(figures.of(subject, Meter.FAILED).stream()
                .mapToDouble(Double::doubleValue)
                .sum()));
    }

    private void open(Part part) {
        Figures figures = of(part);
        head("case", "asked/s", "done/s", "p50 ms", "p99 ms", "server, us", "database, us", "others %");
        for (String name : CASES) {
            String subject = name + Comparison.OPEN;
            if (figures.subjects().contains(subject)) {
                row(List.of(
                        name,
                        median(figures, subject, Comparison.ASKED),
                        median(figures, subject, Meter.RATE),
                        median(figures, subject, Meter.P50),
                        spread(figures, subject, Meter.P99),
                        median(figures, subject, Meter.SERVER),
                        median(figures, subject, Meter.DATABASE),
                        spread(figures, subject, Meter.OTHERS)));
            }
        }
    }

    private void plotCases() throws IOException {
        Figures figures = of(Part.COMPARE);
        List<String> measured =
                CASES.stream().filter(figures.subjects()::contains).toList();
        plot(
                "requests",
                "Requests/s over 8 connections, in turns",
                Svg.bars(
                        "Requests over 8 connections: median, lowest to highest",
                        "requests/s",
                        List.of(),
                        measured.stream()
                                .map(name -> bar(figures, name, Meter.RATE))
                                .toList()));
        plot(
                "cpu",
                "CPU time of a request by process",
                Svg.bars(
                        "CPU time of a request",
                        "microseconds",
                        List.of("server", "database", "client"),
                        measured.stream()
                                .map(name -> stacked(
                                        name,
                                        owner -> figures.median(name, owner).orElse(0.0),
                                        CPU))
                                .toList()));
        plot(
                "p99",
                "p99 over 8 connections and in an open loop",
                Svg.bars(
                        "99 of 100 answers come within: median, lowest to highest",
                        "ms",
                        List.of(),
                        figures.subjects().stream()
                                .map(name -> bar(figures, name, Meter.P99))
                                .toList()));
    }

    private void plot(String file, String description, String svg) throws IOException {
        Files.writeString(plots.resolve(file + ".svg"), svg);
        text.append("\n![")
                .append(description)
                .append("](performance/")
                .append(file)
                .append(".svg)\n");
    }

    private static Bar bar(Figures figures, String subject, String measure) {
        Spread spread = figures.spread(subject, measure).orElse(new Spread(0, 0, 0));
        return new Bar(subject, List.of(spread.median()), spread.least(), spread.most());
    }

    private static Bar stacked(String name, Function<String, Double> value, List<String> parts) {
        return new Bar(name, parts.stream().map(value).toList(), 0, 0);
    }

    private void delivery() {
        head(
                "database",
                "what",
                "messages/s drained",
                "requests/s",
                "p99 ms",
                "waiting halfway",
                "waiting at the end",
                "drained after s",
                "server, us",
                "database, us");
        for (Part part : List.of(Part.DELIVERY, Part.MARIADB)) {
            Figures figures = of(part);
            for (String subject : figures.subjects()) {
                if (subject.startsWith(Delivery.DRAIN) || subject.startsWith(Delivery.LOAD)) {
                    row(List.of(
                            part == Part.MARIADB ? "MariaDB" : "PostgreSQL",
                            subject,
                            spread(figures, subject, Delivery.MESSAGES),
                            spread(figures, subject, Meter.RATE),
                            spread(figures, subject, Meter.P99),
                            spread(figures, subject, Delivery.HALFWAY),
                            spread(figures, subject, Delivery.END),
                            spread(figures, subject, Delivery.REST),
                            median(figures, subject, Meter.SERVER),
                            median(figures, subject, Meter.DATABASE)));
                }
            }
        }
        Figures figures = of(Part.DELIVERY);
        text.append("\n`/metrics` beside ")
                .append(median(figures, Delivery.METRICS, Delivery.ROWS))
                .append(" rows, while they are counted anew: ")
                .append(spread(figures, Delivery.METRICS, Delivery.MILLISECONDS))
                .append(" ms.\n");
    }

    private void growth() {
        Figures figures = of(Part.GROWTH);
        head("users in the table, all of them used", "requests/s", "p99 ms", "server, us", "database, us", "others %");
        for (String subject : figures.subjects()) {
            if (subject.endsWith(Growth.USERS)) {
                row(List.of(
                        subject,
                        spread(figures, subject, Meter.RATE),
                        spread(figures, subject, Meter.P99),
                        median(figures, subject, Meter.SERVER),
                        median(figures, subject, Meter.DATABASE),
                        spread(figures, subject, Meter.OTHERS)));
            }
        }
        text.append("\nOne user, 1,600 patches over one connection, patches/s of each quarter: ")
                .append(String.join(
                        ", ",
                        figures.of(Growth.ONE, Growth.PATCHES).stream()
                                .map(Goals::number)
                                .toList()))
                .append(".\n");
    }

    private void start() throws IOException {
        Figures figures = of(Part.START);
        head("on", "ready s", "CPU s", "MB idle", "MB after the load", "requests/s after 10 s", "warm requests/s");
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (String subject : figures.subjects()) {
            row(List.of(
                    subject,
                    spread(figures, subject, StartTimes.READY),
                    spread(figures, subject, StartTimes.CPU),
                    spread(figures, subject, StartTimes.IDLE),
                    spread(figures, subject, StartTimes.LOADED),
                    spread(figures, subject, StartTimes.SOON),
                    spread(figures, subject, StartTimes.WARM)));
            List<Double> counts = figures.of(subject, StartTimes.SECONDS);
            if (!counts.isEmpty()) {
                seconds.put(subject, counts);
            }
        }
        String flags = figures.circumstances().getOrDefault("flags", "");
        text.append("\nFlags: `").append(flags).append("`.\n");
        plot(
                "first-seconds",
                "Answers in each of the first seconds",
                Svg.lines("Set e-mail in the first seconds, 8 connections", "second", "answers/s", seconds));
    }

    /** Measured by another module, and told where that was done. */
    private void servers() throws IOException {
        Figures figures = of(Part.SERVERS);
        if (figures.subjects().isEmpty()) {
            return;
        }
        text.append("\n## Start of servers\n\n")
                .append(Sql.resource("document-servers.txt"))
                .append('\n');
        head("server", "without it, s", "with it, s", "adds s", "adds CPU s");
        for (String server : figures.subjects()) {
            row(List.of(
                    server,
                    spread(figures, server, "without s"),
                    spread(figures, server, "with s"),
                    spread(figures, server, "adds s"),
                    spread(figures, server, "adds CPU s")));
        }
    }

    private void profile() throws IOException {
        Figures figures = of(Part.PROFILE);
        List<String> owners = List.copyOf(figures.measures(Profile.EMAIL));
        head("owner", Profile.EMAIL + " %", Profile.PATCH + " %", Profile.START + " %");
        for (String owner : owners) {
            row(List.of(
                    owner,
                    median(figures, Profile.EMAIL, owner),
                    median(figures, Profile.PATCH, owner),
                    median(figures, Profile.START, owner)));
        }
        plot(
                "owners",
                "Owners of the CPU time of set e-mail and patch",
                Svg.bars(
                        "Whose code the program's CPU time is spent in",
                        "% of samples",
                        List.of(Profile.EMAIL, Profile.PATCH),
                        owners.stream().flatMap(owner -> owned(figures, owner)).toList()));
    }

    /** Two bars below one another, each with the colour of its call. */
    private static Stream<Bar> owned(Figures figures, String owner) {
        double email = figures.median(Profile.EMAIL, owner).orElse(0.0);
        double patch = figures.median(Profile.PATCH, owner).orElse(0.0);
        return Stream.of(new Bar(owner, List.of(email, 0.0), 0, 0), new Bar("", List.of(0.0, patch), 0, 0));
    }

    private void micro() {
        Figures figures = of(Part.MICRO);
        head("step", "ns");
        for (String subject : figures.subjects()) {
            row(List.of(subject, spread(figures, subject, Micro.NANOSECONDS)));
        }
    }

    private static String spread(Figures figures, String subject, String measure) {
        return figures.spread(subject, measure)
                .map(spread -> spread.least() == spread.most()
                        ? Goals.number(spread.median())
                        : Goals.number(spread.median()) + " (" + Goals.number(spread.least()) + "-"
                                + Goals.number(spread.most()) + ")")
                .orElse("");
    }

    private static String median(Figures figures, String subject, String measure) {
        Optional<Double> median = figures.median(subject, measure);
        return median.map(Goals::number).orElse("");
    }
}
