package dev.kith.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plots as SVG. The colours can be told apart by people who see fewer of them, and text follows the reader's choice of a light or
 * dark page.
 */
final class Svg {
    private static final List<String> COLOURS = List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7");
    private static final int LABELS = 270;
    private static final int WIDTH = 860;
    private static final int BAR = 24;
    private static final int TOP = 60;
    private static final int HEIGHT = 260;

    private Svg() {}

    /**
     * A bar.
     *
     * @param label what it is of
     * @param parts the lengths of its parts
     * @param least the lowest value of all rounds
     * @param most the highest
     */
    record Bar(String label, List<Double> parts, double least, double most) {
        double length() {
            return parts.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** Bars from left to right, with a thin line from the lowest to the highest value. */
    static String bars(String title, String unit, List<String> legend, List<Bar> bars) {
        double most = Math.max(
                1e-9,
                bars.stream()
                        .mapToDouble(bar -> Math.max(bar.most, bar.length()))
                        .max()
                        .orElse(1));
        double scale = (WIDTH - LABELS - 80) / most;
        StringBuilder body = new StringBuilder(legend(legend));
        int y = TOP;
        for (Bar bar : bars) {
            body.append(text(LABELS - 8, y + 12, "end", bar.label));
            double x = LABELS;
            for (int part = 0; part < bar.parts.size(); part++) {
                double width = bar.parts.get(part) * scale;
                body.append(format(
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>\n",
                        x, y, width, colour(part)));
                x += width;
            }
            if (bar.most > bar.least) {
                body.append(format(
                        "<path class=\"l\" d=\"M%.1f %d H%.1f\"/>\n",
                        LABELS + bar.least * scale, y + 8, LABELS + bar.most * scale));
            }
            double end = Math.max(x, LABELS + bar.most * scale);
            body.append(text((int) end + 6, y + 12, "start", number(bar.length())));
            y += BAR;
        }
        return document(title, unit, y + 10, body);
    }

    /** A line for each series, one point for each value. */
    static String lines(String title, String across, String unit, Map<String, List<Double>> series) {
        double most = Math.max(
                1e-9,
                series.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(1));
        int points = series.values().stream().mapToInt(List::size).max().orElse(1);
        double step = (WIDTH - 100.0) / Math.max(1, points);
        StringBuilder body = new StringBuilder(legend(List.copyOf(series.keySet())));
        int bottom = TOP + HEIGHT;
        for (int tick = 0; tick <= 4; tick++) {
            int y = bottom - tick * HEIGHT / 4;
            body.append(format("<path class=\"g\" d=\"M60 %d H%d\"/>\n", y, WIDTH - 30))
                    .append(text(54, y + 4, "end", number(most * tick / 4)));
        }
        for (int point = 5; point <= points; point += 5) {
            body.append(text((int) (60 + point * step), bottom + 18, "middle", Integer.toString(point)));
        }
        body.append(text(WIDTH / 2, bottom + 36, "middle", across));
        int number = 0;
        for (List<Double> values : series.values()) {
            List<String> places = new ArrayList<>();
            for (int point = 0; point < values.size(); point++) {
                places.add(format("%.1f %.1f", 60 + (point + 1) * step, bottom - values.get(point) / most * HEIGHT));
            }
            body.append(format(
                    "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"%s d=\"M%s\"/>\n",
                    colour(number), number == 0 ? "" : " stroke-dasharray=\"7 3\"", String.join(" L", places)));
            number++;
        }
        return document(title, unit, bottom + 50, body);
    }

    private static String legend(List<String> names) {
        StringBuilder legend = new StringBuilder();
        int x = LABELS;
        for (int number = 0; names.size() > 1 && number < names.size(); number++) {
            legend.append(format(
                            "<rect x=\"%d\" y=\"36\" width=\"12\" height=\"12\" fill=\"%s\"/>\n", x, colour(number)))
                    .append(text(x + 18, 46, "start", names.get(number)));
            x += 40 + 8 * names.get(number).length();
        }
        return legend.toString();
    }

    private static String document(String title, String unit, int height, StringBuilder body) {
        return format(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
                <title>%s</title>
                <style>
                text { font: 13px sans-serif; fill: #222 }
                .l { stroke: #222; stroke-width: 1.5 }
                .g { stroke: #8888; stroke-width: 1 }
                @media (prefers-color-scheme: dark) { text { fill: #ddd } .l { stroke: #ddd } }
                </style>
                <text x="10" y="20" style="font-weight: bold">%s (%s)</text>
                %s</svg>
                """, WIDTH, height, WIDTH, height, escaped(title), escaped(title), escaped(title), escaped(unit), body);
    }

    private static String text(int x, int y, String anchor, String text) {
        return format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, escaped(text));
    }

    private static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    private static String number(double value) {
        return value >= 100 ? format("%,.0f", value) : format("%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
