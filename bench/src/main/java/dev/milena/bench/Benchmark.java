package dev.milena.bench;

/**
 * One question about speed. Each measures the hub beside the least that could do the same work, in
 * turns, in one run on one machine: absolute numbers of a machine say little, ratios say what the
 * hub costs.
 */
interface Benchmark {
  /** The word by which it is called on the command line; also the name of its result file. */
  String name();

  /** What is measured, in one line. */
  String title();

  /** Measures, round after round, and leaves what it found in the report. */
  void run(Lab lab, Report report) throws Exception;
}
