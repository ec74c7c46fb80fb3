package dev.kith.it.conformance;

/**
 * How a server under test is set up, as far as cases ask for it.
 *
 * @param feature whether the user schema feature is on
 * @param externalSms whether an external service generates and checks the codes for phones
 */
public record Kind(boolean feature, boolean externalSms) {}
