package dev.kith.transport.grpc.message;

import java.util.Arrays;

/**
 * Encodes a message from its end to its beginning: what a message contains is there, and its length known, when the length is
 * written in front of it. So each byte is written once, however deep it lies.
 */
final class ReverseOutput {
    private static final int FIRST = 256;
    private static final int MOST_OF_VARINT = 10;

    private byte[] bytes = new byte[FIRST];
    private int start = FIRST;

    /** How many bytes there are. */
    int length() {
        return bytes.length - start;
    }

    /** Puts the tag of a field in front. */
    void tag(MessageType.Field field) {
        varint(((long) field.number() << 3) | field.kind().wireType());
    }

    /** Puts the length of what has come since in front. */
    void length(int before) {
        varint(length() - before);
    }

    void bytes(byte[] more) {
        reserve(more.length);
        start -= more.length;
        System.arraycopy(more, 0, bytes, start, more.length);
    }

    /** Puts 64 bits in front, the lowest ones first. */
    void fixed(long value) {
        reserve(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            start--;
            bytes[start] = (byte) (value >>> shift);
        }
    }

    void varint(long value) {
        reserve(MOST_OF_VARINT);
        int size = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        start -= size;
        long rest = value;
        for (int i = 0; i < size; i++) {
            bytes[start + i] = (byte) (i < size - 1 ? (rest & 0x7F) | 0x80 : rest);
            rest >>>= 7;
        }
    }

    private void reserve(int more) {
        if (start < more) {
            byte[] larger = new byte[Math.max(2 * bytes.length, length() + more)];
            System.arraycopy(bytes, start, larger, larger.length - length(), length());
            start = larger.length - length();
            bytes = larger;
        }
    }

    byte[] done() {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }
}
