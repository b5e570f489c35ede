package dev.milena.egress;

/**
 * How much there is to do.
 *
 * @param lanes conversations with something to send, by class
 * @param waiting commands that are not done
 * @param held accounts that may not send
 * @param unanswered accounts whose platform answers nobody
 * @param underWay calls
 */
record Load(int lanes, long waiting, long held, long unanswered, int underWay) {
  static final Load NONE = new Load(0, 0, 0, 0, 0);

  Load plus(Load other) {
    return new Load(
        lanes + other.lanes,
        waiting + other.waiting,
        held + other.held,
        unanswered + other.unanswered,
        underWay + other.underWay);
  }
}
