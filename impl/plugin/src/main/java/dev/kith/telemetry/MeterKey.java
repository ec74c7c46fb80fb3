package dev.kith.telemetry;

import dev.kith.core.Meter;
import java.util.List;

/**
 * One figure among those of a meter.
 *
 * @param meter the meter
 * @param labels the values of its labels
 */
record MeterKey(Meter meter, List<String> labels) {}
