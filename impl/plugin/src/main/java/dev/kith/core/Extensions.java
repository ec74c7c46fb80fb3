package dev.kith.core;

import dev.kith.spi.AccessPolicy;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.VerificationService;
import org.jspecify.annotations.Nullable;

/**
 * The extension points that the rules ask.
 *
 * @param access who may
 * @param organizations which organizations there are
 * @param schemas which schemas there are
 * @param codes draws the codes
 * @param verification the outside service that verifies a channel, {@code null} for none
 */
public record Extensions(
        AccessPolicy access,
        OrganizationDirectory organizations,
        UserSchemaProvider schemas,
        CodeGenerator codes,
        @Nullable VerificationService verification) {}
