// Events wait here, on the disk, until the hub says that it has them.

/** A day of a busy number. Beyond it the connection is closed: WhatsApp keeps messages for a device that is away. */
const EVENTS_MAX = 20_000;

/** For one answer: some hundred kilobytes. */
const PAGE = 200;

/** Keys to files, polls and groups, and what is large: the hub needs none of it, and what it does not have it cannot lose. */
const KEPT_HERE = new Set([
  'mediaKey',
  'messageSecret',
  'axolotlSenderKeyDistributionMessage',
  'jpegThumbnail',
  'thumbnailDirectPath',
  'quotedMessage',
]);

const withoutKeys = (data) => JSON.parse(JSON.stringify(data, (name, value) => (KEPT_HERE.has(name) ? undefined : value)));

export class Spool {
  #table;
  #last;
  #waiting = new Set();

  constructor(table) {
    this.#table = table;
    // A new volume counts on above an old one's numbers, which the hub may still name.
    this.#last = table.get('last') ?? Date.now();
  }

  get size() {
    return this.#table.size - (this.#table.has('last') ? 1 : 0);
  }

  get isFull() {
    return this.size >= EVENTS_MAX;
  }

  /** Takes an event in; on the disk when this returns. */
  add(event, data) {
    this.#last += 1;
    this.#table.change([['last', this.#last], [String(this.#last), { event, data: withoutKeys(data) }]]);
    this.wake();
  }

  /** The hub has everything up to and with this number. */
  acknowledge(seq) {
    const done = [...this.#table.entries()].map(([key]) => key).filter((key) => key !== 'last' && Number(key) <= seq);
    this.#table.change(done.map((key) => [key, null]));
  }

  /** What nobody has acknowledged, oldest first; waits for some where there is none. */
  async after(seq, waitMs, gone) {
    if (this.#page(seq).length === 0 && waitMs > 0) {
      await this.#news(waitMs, gone);
    }
    return this.#page(seq);
  }

  /** Whoever waits looks again. */
  wake() {
    for (const look of [...this.#waiting]) {
      look();
    }
  }

  #page(seq) {
    const page = [];
    for (const [key, value] of this.#table.entries()) {
      if (key !== 'last' && Number(key) > seq) {
        page.push({ seq: Number(key), ...value });
        if (page.length === PAGE) {
          break;
        }
      }
    }
    return page;
  }

  #news(waitMs, gone) {
    return new Promise((resolve) => {
      const look = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(look, waitMs);
      this.#waiting.add(look);
      gone(look);
    });
  }
}
