package dev.milena.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM in which one thing runs, so that what it uses can be told from what others use. What it
 * says stands in {@code bench/target}; it does not outlive the run.
 */
final class Child implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  /** A stage ends in order: it lets calls under way end first. */
  private static final Duration END_MAX = Duration.ofSeconds(60);

  private final Process process;
  private final File log;

  private Child(Process process, File log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param root of the project
   * @param name of its log
   * @param arguments of the JVM and the program
   */
  static Child java(Path root, String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    File log = Files.createDirectories(logs(root)).resolve(name + ".log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    // No process outlives the run, also when that is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Child(process, log);
  }

  /**
   * This program itself, told to be something else.
   *
   * @param options of the JVM
   * @param command that {@link Main} knows; also the name of its log
   */
  static Child self(Path root, List<String> options, String command, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    all.add(command);
    all.addAll(List.of(arguments));
    return java(root, command, all);
  }

  /** Where children leave what they have to say. */
  static Path logs(Path root) {
    return root.resolve("bench").resolve("target");
  }

  /**
   * Waits until what it was started for is there.
   *
   * @throws IOException when it ends before, or is not there within a minute
   */
  void await(Waits.Fact there) throws Exception {
    if (!Waits.until(START_MAX, () -> !process.isAlive() || there.holds()) || !process.isAlive()) {
      close();
      throw new IOException("It did not start; look into " + log);
    }
  }

  long pid() {
    return process.pid();
  }

  /** What it uses, with the processes that it starts. */
  Cpu cpu() {
    return Cpu.of(process.toHandle());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
