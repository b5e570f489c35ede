package dev.milena.platform.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The payloads that a platform's own tests are written with: every JSON file beside a class of
 * them, in a folder or a jar. So a platform is tested with what it gives, and lists nothing.
 */
public final class Examples {
  private Examples() {}

  /** All payloads, in the order of their names; empty where a platform has none in files. */
  public static List<byte[]> beside(Class<?> one) {
    try {
      return read(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One of them.
   *
   * @param name of the file, without its ending
   */
  public static byte[] named(Class<?> one, String name) {
    try (InputStream in = one.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("There is no " + name + ".json beside " + one);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> read(Path home) {
    try {
      if (Files.isDirectory(home)) {
        return walk(home);
      }
      try (FileSystem jar = FileSystems.newFileSystem(home)) {
        return walk(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> walk(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(Examples::bytes)
          .toList();
    }
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
