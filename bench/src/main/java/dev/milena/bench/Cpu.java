package dev.milena.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time of some processes.
 *
 * @param children whether those count that they have started and that still run
 */
record Cpu(List<ProcessHandle> roots, boolean children) {
  static Cpu of(ProcessHandle process) {
    return new Cpu(List.of(process), true);
  }

  /** This process alone: it has started the others. */
  static Cpu own() {
    return new Cpu(List.of(ProcessHandle.current()), false);
  }

  /** A server in this folder: its backends are children of the postmaster. */
  static Cpu ofPostgres(Path folder) throws IOException {
    String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst();
    return new Cpu(List.of(ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow()), true);
  }

  Cpu and(Cpu other) {
    List<ProcessHandle> all = new ArrayList<>(roots);
    all.addAll(other.roots);
    return new Cpu(all, children);
  }

  Duration used() {
    return roots.stream()
        .flatMap(
            root -> Stream.concat(Stream.of(root), children ? root.descendants() : Stream.empty()))
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
