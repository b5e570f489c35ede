package dev.milena.bench;

import java.time.Duration;

/**
 * One question about speed. Each measures the hub beside the least that could do the same work, in
 * turns, in one run on one machine: absolute numbers of a machine say little, ratios say what the
 * hub costs.
 *
 * @param name the word by which it is called on the command line; also that of its result file
 * @param title what is measured, in one line
 * @param rounds how often each side has its turn, unless said otherwise
 * @param warmUp how long each side works before it is measured, unless said otherwise: until the
 *     compilers rest
 * @param minutes about how long all of that takes on two cores
 * @param measurement the answer
 */
record Benchmark(
    String name, String title, int rounds, Duration warmUp, int minutes, Measurement measurement) {

  /** Measures, round after round, and leaves what it found in the report. */
  @FunctionalInterface
  interface Measurement {
    void run(Lab lab, Report report) throws Exception;
  }
}
