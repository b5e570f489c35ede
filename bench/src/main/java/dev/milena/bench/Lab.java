package dev.milena.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param options further options of the JVMs in which subjects run
 * @param recorded whether subjects write a flight recording beside their logs, which slows them
 */
record Lab(
    Path root,
    Broker broker,
    Path folder,
    int rounds,
    Duration warmUp,
    Duration measured,
    List<String> options,
    boolean recorded) {

  /** Where the broker listens. */
  String kafka() {
    return broker.bootstrapServers();
  }

  /** Those of a JVM that is called so, and what records it if it is to be recorded. */
  List<String> optionsOf(String name) {
    List<String> all = new ArrayList<>(options);
    if (recorded) {
      all.add("-XX:FlightRecorderOptions:stackdepth=256");
      all.add(
          "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,filename="
              + Child.logs(root).resolve(name + ".jfr"));
    }
    return all;
  }
}
