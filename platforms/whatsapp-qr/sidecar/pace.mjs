// People do not write twice a second. Whoever does is looked at, and banned.

/** Nobody waits longer than this here: the hub keeps what it sends, and asks again. */
const QUEUE_MAX_MS = 5_000;

export class TooFast extends Error {
  constructor(retryAfterMs) {
    super('Too many messages to this chat');
    this.retryAfterMs = retryAfterMs;
  }
}

export class Pace {
  #pauseMs;
  #next = new Map();

  /** pauseMs: least time between two messages to a chat; up to half of it is added by chance. */
  constructor(pauseMs) {
    this.#pauseMs = pauseMs;
  }

  /** Returns when it is this chat's turn; throws TooFast where that is too far away. */
  async turn(chat) {
    const now = Date.now();
    const turn = Math.max(now, this.#next.get(chat) ?? 0);
    if (turn - now > QUEUE_MAX_MS) {
      throw new TooFast(turn - now);
    }
    this.#forgetBefore(now);
    this.#next.set(chat, turn + this.#pauseMs * (1 + Math.random() / 2));
    if (turn > now) {
      await new Promise((resolve) => setTimeout(resolve, turn - now));
    }
  }

  #forgetBefore(now) {
    for (const [chat, next] of this.#next) {
      if (next > now) {
        return;
      }
      this.#next.delete(chat);
    }
  }
}
