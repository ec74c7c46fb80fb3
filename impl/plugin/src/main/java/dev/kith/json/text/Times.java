package dev.kith.json.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;

/** Dates and times as RFC 3339 writes them. */
final class Times {
    private static final Pattern DATE = Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    private static final Pattern TIME = Pattern.compile("^([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(?:[.][0-9]+)?"
            + "(?:[zZ]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))$");
    private static final int DATE_LENGTH = 10;
    private static final int LEAP_SECOND = 60;
    private static final int LAST_MINUTE = 23 * 60 + 59;

    private Times() {}

    static boolean isDate(String text) {
        if (!DATE.matches(text)) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A leap second is the last of a day in UTC. */
    static boolean isTime(String text) {
        Matcher time = TIME.matcher(text);
        return time.matches()
                && (!isLeapSecond(time) || Math.floorMod(minutes(time, 1, 2) - offset(time), 24 * 60) == LAST_MINUTE);
    }

    /** A leap second is the last of a month in UTC. */
    static boolean isDateTime(String text) {
        if (text.length() <= DATE_LENGTH || Character.toUpperCase(text.charAt(DATE_LENGTH)) != 'T') {
            return false;
        }
        String date = text.substring(0, DATE_LENGTH);
        Matcher time = TIME.matcher(text.substring(DATE_LENGTH + 1));
        if (!isDate(date) || !time.matches()) {
            return false;
        }
        if (!isLeapSecond(time)) {
            return true;
        }
        LocalDateTime minute = LocalDate.parse(date).atStartOfDay().plusMinutes(minutes(time, 1, 2) - offset(time));
        return minute.getHour() * 60 + minute.getMinute() == LAST_MINUTE
                && minute.toLocalDate().equals(YearMonth.from(minute).atEndOfMonth());
    }

    private static boolean isLeapSecond(Matcher time) {
        return Integer.parseInt(time.group(3)) == LEAP_SECOND;
    }

    private static long minutes(Matcher time, int hour, int minute) {
        return Long.parseLong(time.group(hour)) * 60 + Long.parseLong(time.group(minute));
    }

    private static long offset(Matcher time) {
        String sign = time.group(4);
        return sign == null ? 0 : (sign.equals("-") ? -1 : 1) * minutes(time, 5, 6);
    }
}
