package dev.kith.json.text;

/** Addresses of the Internet Protocol: four numbers with dots (RFC 2673), and version 6 (RFC 4291). */
final class Addresses {
    private static final int GROUPS = 8;

    private Addresses() {}

    /** Four numbers up to 255, none with a zero in front. */
    static boolean isVersion4(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4) {
            return false;
        }
        for (String number : numbers) {
            boolean fits = !number.isEmpty()
                    && number.length() <= 3
                    && number.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                    && (number.length() == 1 || number.charAt(0) != '0')
                    && Integer.parseInt(number) <= 255;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Without a zone. Two colons stand for one group of zeros or more. */
    static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        String after = text.substring(gap + 2);
        int before = gap == 0 ? 0 : groups(text.substring(0, gap), false);
        int behind = after.isEmpty() ? 0 : groups(after, true);
        return before >= 0 && behind >= 0 && before + behind < GROUPS;
    }

    /** The number of groups, -1 where one is wrong; an address of version 4 counts as two and may stand at the end. */
    private static int groups(String text, boolean atEnd) {
        String[] groups = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (atEnd && i == groups.length - 1 && isVersion4(groups[i])) {
                count += 2;
            } else if (isGroup(groups[i])) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars().allMatch(digit -> digit < 128 && Character.digit(digit, 16) >= 0);
    }
}
