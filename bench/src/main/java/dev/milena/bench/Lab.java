package dev.milena.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What every benchmark stands on: a broker of its own, a folder, and how long to look.
 *
 * @param root of the project, where the stages are built and logs go
 * @param broker a broker of its own, empty when the run began; it forgets everything after
 * @param folder for what subjects leave behind
 * @param rounds how often each side has its turn
 * @param warmUp how long each side works before it is measured
 * @param measured how long each side is measured in a round, where it is not a fixed amount of work
 * @param recorded whether subjects write a flight recording beside their logs, which slows them
 */
record Lab(
    Path root,
    Broker broker,
    Path folder,
    int rounds,
    Duration warmUp,
    Duration measured,
    boolean recorded) {

  /** Where the broker listens. */
  String kafka() {
    return broker.bootstrapServers();
  }

  /** Options of a JVM that is called so, if it is to be recorded. */
  List<String> recording(String name) {
    return recorded
        ? List.of(
            "-XX:FlightRecorderOptions:stackdepth=256",
            "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,filename="
                + Child.logs(root).resolve(name + ".jfr"))
        : List.of();
  }
}
