package dev.kith.json.text;

import java.util.Locale;
import java.util.Optional;

/** The encoding of international labels in ASCII (RFC 3492). */
final class Punycode {
    private static final int BASE = 36;
    private static final int LEAST_THRESHOLD = 1;
    private static final int MOST_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_POINT = 128;
    private static final char DELIMITER = '-';

    private Punycode() {}

    static Optional<String> decode(String encoded) {
        int end = encoded.lastIndexOf(DELIMITER);
        int[] points = new int[encoded.length() + 1];
        int count = Math.max(end, 0);
        for (int i = 0; i < count; i++) {
            points[i] = encoded.charAt(i);
        }
        long index = 0;
        long point = FIRST_POINT;
        int bias = FIRST_BIAS;
        for (int at = end + 1; at < encoded.length(); ) {
            long before = index;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < encoded.length() ? digit(encoded.charAt(at++)) : -1;
                index += digit * weight;
                if (digit < 0 || index > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
            }
            bias = adapted(index - before, count + 1, before == 0);
            point += index / (count + 1);
            int place = (int) (index % (count + 1));
            if (point > Character.MAX_CODE_POINT) {
                return Optional.empty();
            }
            System.arraycopy(points, place, points, place + 1, count - place);
            points[place] = (int) point;
            count++;
            index = place + 1L;
        }
        return Optional.of(new String(points, 0, count));
    }

    static String encode(String label) {
        int[] points = label.toLowerCase(Locale.ROOT).codePoints().toArray();
        StringBuilder encoded = new StringBuilder();
        for (int point : points) {
            if (point < FIRST_POINT) {
                encoded.append((char) point);
            }
        }
        int plain = encoded.length();
        int done = plain;
        if (plain > 0) {
            encoded.append(DELIMITER);
        }
        long delta = 0;
        int point = FIRST_POINT;
        int bias = FIRST_BIAS;
        while (done < points.length) {
            int next = next(points, point);
            delta += (long) (next - point) * (done + 1);
            point = next;
            for (int each : points) {
                delta += each < point ? 1 : 0;
                if (each == point) {
                    write(delta, bias, encoded);
                    bias = adapted(delta, done + 1, done == plain);
                    delta = 0;
                    done++;
                }
            }
            delta++;
            point++;
        }
        return encoded.toString();
    }

    private static int next(int[] points, int least) {
        int next = Integer.MAX_VALUE;
        for (int point : points) {
            next = point >= least ? Math.min(next, point) : next;
        }
        return next;
    }

    private static void write(long delta, int bias, StringBuilder encoded) {
        long rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                encoded.append(digit((int) rest));
                return;
            }
            encoded.append(digit((int) (threshold + (rest - threshold) % (BASE - threshold))));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    /** Letters come before numbers. */
    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int digit(char letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0' + 26;
        }
        int upper = letter < 128 ? Character.toUpperCase(letter) : 0;
        return upper >= 'A' && upper <= 'Z' ? upper - 'A' : -1;
    }

    private static int threshold(int k, int bias) {
        return Math.max(LEAST_THRESHOLD, Math.min(MOST_THRESHOLD, k - bias));
    }

    private static int adapted(long delta, int count, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / count;
        int k = 0;
        while (rest > (long) (BASE - LEAST_THRESHOLD) * MOST_THRESHOLD / 2) {
            rest /= BASE - LEAST_THRESHOLD;
            k += BASE;
        }
        return (int) (k + (long) (BASE - LEAST_THRESHOLD + 1) * rest / (rest + SKEW));
    }
}
