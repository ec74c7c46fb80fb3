package dev.kith.standalone.users;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with personal data: for the account of the program alone, where the file system knows that. */
final class PrivateOutput {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    private PrivateOutput() {}

    /** Opens a file that is empty then. */
    static OutputStream open(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS)} : new FileAttribute<?>[0];
        try {
            Files.createFile(file, attributes);
        } catch (FileAlreadyExistsException there) {
            if (posix && Files.isRegularFile(file)) {
                Files.setPosixFilePermissions(file, OWNERS);
            }
        }
        return new BufferedOutputStream(Files.newOutputStream(file));
    }
}
