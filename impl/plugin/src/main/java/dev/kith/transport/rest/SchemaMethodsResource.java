package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;

/**
 * The calls about user schemas over gRPC-Web on the paths of their methods, for hosts without servlets, where it has to be mapped
 * below {@value MethodsResource#SCHEMAS}.
 */
public class SchemaMethodsResource extends MethodsResource {
    /** For proxies. Such an object admits no request: each one ends as an unexpected failure. */
    public SchemaMethodsResource() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    public SchemaMethodsResource(TransportContext transport) {
        super(transport);
    }

    @Override
    String service() {
        return SCHEMAS;
    }
}
