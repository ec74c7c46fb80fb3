package dev.kith.it.conformance;

import dev.kith.spi.CodeGenerator;
import java.util.EnumMap;
import java.util.Map;

/** Gives out the codes that the calling thread has asked for beforehand, as often as they are drawn. */
final class QueuedCodes implements CodeGenerator {
    private final ThreadLocal<Map<Purpose, String>> next = ThreadLocal.withInitial(() -> new EnumMap<>(Purpose.class));

    void next(Channel channel, String code) {
        next.get().put(channel == Channel.EMAIL ? Purpose.VERIFY_EMAIL : Purpose.VERIFY_PHONE, code);
    }

    @Override
    public String name() {
        return "queued";
    }

    @Override
    public String generate(Purpose purpose) {
        String code = next.get().get(purpose);
        if (code == null) {
            throw new IllegalStateException("no code has been queued");
        }
        return code;
    }
}
