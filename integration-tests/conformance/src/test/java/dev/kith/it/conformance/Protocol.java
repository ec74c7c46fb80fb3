package dev.kith.it.conformance;

/** A protocol that the cases are run over. */
public enum Protocol {
    /** JSON over HTTP/1.1. */
    JSON("json"),
    /** gRPC-Web over HTTP/1.1. */
    GRPC_WEB("grpc-web"),
    /** gRPC over HTTP/2. */
    GRPC("grpc");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /** The word that case files use for it. */
    String word() {
        return word;
    }
}
