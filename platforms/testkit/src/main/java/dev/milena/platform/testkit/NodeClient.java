package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A platform's own client library, or another that people use, as a process beside the test: what
 * it takes for its platform is a good simulator. A script drives the library and speaks with the
 * test in lines of JSON, by its standard input and output.
 *
 * <p>Thread-safe. Without a Node that is new enough, or a registry to take the packages from, the
 * test is skipped and says so in a line; it fails when the packages cannot be installed otherwise.
 */
public final class NodeClient implements AutoCloseable {
  /** Packages come from a registry: minutes where it is slow, seconds from npm's cache. */
  private static final Duration INSTALL_MAX = Duration.ofMinutes(4);

  /** Libraries start in seconds; a loaded machine takes longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  /** What the libraries ask for. */
  private static final int NODE_MIN = 20;

  private static final Pattern VERSION = Pattern.compile("v([0-9]{1,4})\\.");

  /** How npm says that there is no way to its registry. */
  private static final Pattern NO_REGISTRY =
      Pattern.compile("ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENOTCACHED|ECONNRESET");

  /** What is shown of a script that broke: a stack trace and a little more. */
  private static final int COMPLAINTS_MAX = 60;

  private final Process process;
  private final Writer in;
  private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();
  private final Deque<String> complaints = new ArrayDeque<>();

  private NodeClient(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().start(() -> read(process.inputReader(), this::hear));
    Thread.ofPlatform().daemon().start(() -> read(process.errorReader(), this::complain));
  }

  /**
   * Starts a script of a folder with {@code package.json} and {@code package-lock.json}. The
   * packages are installed once into {@code target}, exactly as locked, and without running their
   * scripts.
   *
   * @param folder below the module, usually {@code src/test/node}; folders in it come along
   * @param script below the folder
   * @param environment what the script reads from {@code process.env}, besides what Node needs
   */
  public static NodeClient start(Path folder, String script, Map<String, String> environment) {
    skipUnless(isHere("npm") && nodeVersion() >= NODE_MIN, "there is no Node " + NODE_MIN);
    try {
      Path ready = installed(folder);
      ProcessBuilder node = new ProcessBuilder("node", script).directory(ready.toFile());
      node.environment().putAll(environment);
      return new NodeClient(node.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Said here as well: not every report of a build shows why a test was skipped. */
  private static void skipUnless(boolean met, String otherwise) {
    if (!met) {
      System.err.println("Skipped, no real client tries the simulator: " + otherwise);
    }
    Assumptions.assumeTrue(met, otherwise);
  }

  private static boolean isHere(String program) {
    return Arrays.stream(System.getenv("PATH").split(System.getProperty("path.separator")))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The first part of its version; 0 where there is none. */
  private static int nodeVersion() {
    if (!isHere("node")) {
      return 0;
    }
    try {
      Process asked = new ProcessBuilder("node", "--version").start();
      try (BufferedReader answer = asked.inputReader()) {
        Matcher version = VERSION.matcher(String.valueOf(answer.readLine()));
        return version.lookingAt() ? Integer.parseInt(version.group(1)) : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the scripts lie beside their packages. */
  private static synchronized Path installed(Path folder) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "node"));
    boolean same = true;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(NodeClient::isOurs).toList()) {
        Path copy = target.resolve(folder.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        boolean isLock = file.endsWith("package-lock.json");
        same &= !isLock || Files.exists(copy) && Files.mismatch(file, copy) < 0;
        if (!isLock || !same) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    if (!same || !Files.isDirectory(target.resolve("node_modules"))) {
      install(target);
    }
    return target;
  }

  /** What somebody has installed beside the scripts is not copied. */
  private static boolean isOurs(Path file) {
    return Files.isRegularFile(file) && !file.toString().contains("node_modules");
  }

  private static void install(Path folder) throws IOException {
    Path log = folder.resolve("npm.log");
    Process npm =
        new ProcessBuilder(
                "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!awaitEnd(npm, INSTALL_MAX) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      // Else the next run would take half an installation for a whole one.
      Files.deleteIfExists(folder.resolve("package-lock.json"));
      String why = Files.readString(log);
      skipUnless(!NO_REGISTRY.matcher(why).find(), "npm reaches no registry");
      throw new IllegalStateException("npm ci failed:\n" + why);
    }
  }

  private static boolean awaitEnd(Process process, Duration max) {
    try {
      return process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private interface Line {
    void take(String text);
  }

  private static void read(BufferedReader from, Line line) {
    try (from) {
      for (String text = from.readLine(); text != null; text = from.readLine()) {
        line.take(text);
      }
    } catch (IOException e) {
      line.take("(reading broke off: " + e.getMessage() + ")");
    }
  }

  /** Libraries print what they like; lines that are no objects are theirs. */
  private void hear(String text) {
    try {
      said.add(Json.object(text.getBytes(StandardCharsets.UTF_8)));
    } catch (Json.UnreadableException e) {
      complain(text);
    }
  }

  private synchronized void complain(String text) {
    complaints.add(text);
    if (complaints.size() > COMPLAINTS_MAX) {
      complaints.remove();
    }
  }

  /** Says a line to the script. */
  public void say(ObjectNode what) {
    try {
      in.write(what + "\n");
      in.flush();
    } catch (IOException e) {
      throw new IllegalStateException("The script has ended:\n" + complaints(), e);
    }
  }

  /**
   * The next that the script says and that fits; what does not fit is passed over.
   *
   * @throws IllegalStateException with what the script complained of, when it says no such thing
   */
  public JsonNode await(Predicate<JsonNode> fits, Duration max) {
    long end = System.nanoTime() + max.toNanos();
    try {
      for (long left = max.toNanos(); left > 0; left = end - System.nanoTime()) {
        JsonNode next = said.poll(left, TimeUnit.NANOSECONDS);
        if (next != null && fits.test(next)) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("The script did not say what was expected:\n" + complaints());
  }

  /** The next that the script says whose {@code field} has that value. */
  public JsonNode await(String field, String value) {
    return await(said -> said.path(field).asText().equals(value), PATIENCE);
  }

  private synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Ends the script, politely at first. */
  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd(process, STOP_MAX)) {
      process.destroyForcibly();
    }
  }
}
