package dev.milena.egress;

/** Bounds what is kept of waiting commands, over all docks. Thread-safe. */
final class Budget {
  private final long bytesMax;
  private final long commandsMax;
  private long bytes;
  private long commands;

  Budget(long bytesMax, long commandsMax) {
    this.bytesMax = bytesMax;
    this.commandsMax = commandsMax;
  }

  /** Whether a command of that size may be kept; then it counts until {@link #giveBack}. */
  synchronized boolean take(long size) {
    if (bytes + size > bytesMax || commands == commandsMax) {
      return false;
    }
    bytes += size;
    commands++;
    return true;
  }

  synchronized void giveBack(long size) {
    bytes -= size;
    commands--;
  }

  synchronized long commands() {
    return commands;
  }

  synchronized long bytes() {
    return bytes;
  }
}
