package dev.milena.platform.whatsappqr;

/** A file on a simulated message. */
record SimulatedFile(String name, byte[] bytes) {
  @Override
  public String toString() {
    return "SimulatedFile[" + bytes.length + " bytes]";
  }
}
