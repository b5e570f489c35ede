package dev.milena.bench;

/**
 * Who writes.
 *
 * @param accounts that visitors write to. Platforms limit what one account may send, so there are
 *     as many as the fastest run needs
 * @param desks that answer, each an account as well
 * @param atATime conversations in which somebody writes at any time, where they are not kept to a
 *     rate
 */
record Crowd(int accounts, int desks, int atATime) {
  /** At thirty messages a second for each account, as the strictest platform allows: 9000. */
  static final Crowd LARGE = new Crowd(300, 16, 1024);

  private static final int CHATS_OF_AN_ACCOUNT = 32;

  /** A chat has its next message after seconds: none comes near the limit of a chat. */
  int chats() {
    return CHATS_OF_AN_ACCOUNT * accounts;
  }
}
