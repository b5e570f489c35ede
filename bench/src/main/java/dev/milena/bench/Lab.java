package dev.milena.bench;

import dev.milena.backing.BackingKafka;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What every benchmark stands on: a broker of its own, a folder, and how long to look.
 *
 * @param kafka a broker in this process, empty when the run began; it forgets everything after
 * @param folder for what subjects leave behind
 * @param rounds how often each side has its turn
 * @param warmUp how long each side works before it is measured
 * @param recorded whether subjects write a flight recording beside their logs, which slows them
 */
record Lab(BackingKafka kafka, Path folder, int rounds, Duration warmUp, boolean recorded) {}
