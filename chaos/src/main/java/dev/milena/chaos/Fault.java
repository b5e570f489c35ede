package dev.milena.chaos;

/** Something that goes wrong. */
record Fault(String name, Deed deed) {
  /** How it goes wrong, and is put right again. */
  @FunctionalInterface
  interface Deed {
    /**
     * Returns when what was broken has been put right; the hub may still be catching up.
     *
     * @throws Exception when the fault itself could not be played: the run then proves nothing
     */
    void play(Arena arena) throws Exception;
  }
}
