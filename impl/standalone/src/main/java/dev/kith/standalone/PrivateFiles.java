package dev.kith.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files that only the account of the program can read, whoever made their folder. H2 opens its files through this under the
 * name {@value #SCHEME}, so that each of them, temporary ones included, is private before anything is in it. File systems
 * without such permissions are left alone.
 */
public final class PrivateFiles extends FilePathWrapper {
    /** What JDBC URLs of private files have between {@code jdbc:h2:} and the path. */
    static final String SCHEME = "private";

    private static final System.Logger LOG = System.getLogger(PrivateFiles.class.getName());
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");

    /** For H2, which makes one for each path. */
    public PrivateFiles() {}

    /** Lets H2 know the scheme, and the folder's files be private: those that there are, and those to come. */
    static void keepIn(Path folder) throws IOException {
        FilePath.register(new PrivateFiles());
        if (!Files.exists(folder)) {
            makeFolder(folder);
            return;
        }
        if (isPosix(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "kith.*")) {
                files.forEach(PrivateFiles::close);
            }
            warnOfOthers(folder);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void warnOfOthers(Path folder) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
        others.removeAll(OWNERS_FOLDER);
        if (!others.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "data=open: other accounts of this machine can look into or change the folder {0} (kith.data). Its"
                            + " files are private; give it the mode 0700",
                    folder);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Takes away from others what they have of a file; of a file of somebody else, that is not possible. */
    private static void close(Path file) {
        try {
            if (isPosix(file)
                    && Files.isRegularFile(file)
                    && !Files.getPosixFilePermissions(file).equals(OWNERS)) {
                Files.setPosixFilePermissions(file, OWNERS);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "data=open: the permissions of {0} cannot be changed: {1}", file, e);
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public boolean createFile() {
        return make();
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (!mode.equals("r")) {
            make();
        }
        return super.open(mode);
    }

    @Override
    public OutputStream newOutputStream(boolean append) throws IOException {
        make();
        return super.newOutputStream(append);
    }

    @Override
    public FilePath createTempFile(String suffix, boolean inTempDir) throws IOException {
        FilePath made = super.createTempFile(suffix, inTempDir);
        close(Path.of(unwrap(made.toString()).toString()));
        return made;
    }

    /** Makes the file, for the owner alone from its first moment; false where there is one. */
    private boolean make() {
        Path file = Path.of(getBase().toString());
        if (!isPosix(file)) {
            return super.createFile();
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNERS));
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
