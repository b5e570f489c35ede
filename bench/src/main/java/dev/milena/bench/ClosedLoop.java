package dev.milena.bench;

import dev.milena.bench.Conversations.Way;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many conversations at a time, in each of which the visitor writes, the operator answers, and
 * another conversation takes its turn: the hub is as busy as it can be. Thread-safe.
 */
final class ClosedLoop implements AutoCloseable {
  private final Conversations conversations;
  private final Deque<Integer> resting = new ArrayDeque<>();
  private volatile boolean closed;

  /** Begins at once; every chat has its turn. */
  ClosedLoop(Conversations conversations, int atATime) {
    this.conversations = conversations;
    for (int chat = 0; chat < conversations.chats(); chat++) {
      resting.add(chat);
    }
    conversations.tell(this::arrived);
    for (int i = 0; i < atATime; i++) {
      another();
    }
  }

  private void arrived(Way way, int chat) {
    switch (way) {
      case TO_DESK -> conversations.write(Way.TO_VISITOR, chat, System.nanoTime());
      case TO_VISITOR -> {
        rest(chat);
        if (!closed) {
          another();
        }
      }
    }
  }

  private synchronized void rest(int chat) {
    resting.addLast(chat);
  }

  private synchronized int next() {
    return resting.removeFirst();
  }

  private void another() {
    conversations.write(Way.TO_DESK, next(), System.nanoTime());
  }

  /** Nobody begins anew; who has been written to still answers. */
  @Override
  public void close() {
    closed = true;
  }
}
