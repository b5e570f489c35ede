package dev.milena.egress;

import java.util.BitSet;
import java.util.OptionalLong;

/**
 * What of one partition may be committed: everything below the oldest command that is not done. One
 * bit for each command in between.
 *
 * <p>Changed on the dock's thread; {@link #committable()} and {@link #window()} may be read from
 * any.
 */
final class LowWater {
  /** How much of the done part is kept before the bits are moved down: 8 KB. */
  private static final int KEPT_MAX = 1 << 16;

  private static final long NONE = -1;

  private BitSet done = new BitSet();

  /** The offset of bit 0. */
  private long origin = NONE;

  private volatile long low = NONE;
  private volatile long next = NONE;

  /**
   * @param position where reading begins, if it is known
   */
  LowWater(OptionalLong position) {
    position.ifPresent(this::begin);
  }

  private void begin(long offset) {
    origin = offset;
    next = offset;
    low = offset;
  }

  /**
   * A command was read. Offsets that were passed over hold nothing for us.
   *
   * @return false when it had been read before
   */
  boolean taken(long offset) {
    if (origin == NONE) {
      begin(offset);
    }
    if (offset < next) {
      return false;
    }
    if (offset > next) {
      done.set(bit(next), bit(offset));
    }
    next = offset + 1;
    advance();
    return true;
  }

  /** A command needs nothing more. */
  void finished(long offset) {
    done.set(bit(offset));
    if (offset == low) {
      advance();
    }
  }

  private void advance() {
    low = Math.min(origin + done.nextClearBit(bit(low)), next);
    if (bit(low) > KEPT_MAX) {
      done = done.get(bit(low), Math.max(done.length(), bit(low)));
      origin = low;
    }
  }

  private int bit(long offset) {
    return Math.toIntExact(offset - origin);
  }

  /** The offset to commit: the first that is not done. */
  OptionalLong committable() {
    return low == NONE ? OptionalLong.empty() : OptionalLong.of(low);
  }

  /** From the oldest command that is not done to the newest that was read. */
  long window() {
    return next - low;
  }
}
