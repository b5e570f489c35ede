package dev.milena.egress;

import java.util.Arrays;

/** A queue of offsets at eight bytes each. */
final class Offsets {
  private long[] ring = new long[8];
  private int head;
  private int size;

  void addLast(long offset) {
    makeRoom();
    ring[(head + size) % ring.length] = offset;
    size++;
  }

  void addFirst(long offset) {
    makeRoom();
    head = (head + ring.length - 1) % ring.length;
    ring[head] = offset;
    size++;
  }

  private void makeRoom() {
    if (size == ring.length) {
      long[] larger = new long[size * 2];
      for (int i = 0; i < size; i++) {
        larger[i] = ring[(head + i) % ring.length];
      }
      ring = larger;
      head = 0;
    }
  }

  long removeFirst() {
    if (size == 0) {
      throw new IllegalStateException("There is no offset left");
    }
    long first = ring[head];
    head = (head + 1) % ring.length;
    size--;
    if (size == 0) {
      ring = Arrays.copyOf(ring, 8);
      head = 0;
    }
    return first;
  }

  /** The first so many, or all. */
  long[] first(int max) {
    long[] some = new long[Math.min(max, size)];
    for (int i = 0; i < some.length; i++) {
      some[i] = ring[(head + i) % ring.length];
    }
    return some;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
