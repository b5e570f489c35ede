// The one connection to WhatsApp, and what is to be done when it ends.
//
//   needs_pairing --pair()--> connecting --code shown, scanned, 515--> connecting --> open
//        ^                        |  ^                                                  |
//        +---- codes used up -----+  +------------------- pause ------------------------+
//   from everywhere: 440 -> replaced, 401 -> logged_out, 402/403/406 -> banned, 405/409/411 -> refused
import { makeWASocket } from 'baileys';
import { meaningOf, pauseBefore } from './closes.mjs';
import { log, silent } from './log.mjs';

/** The first code lives for a minute, each further one for twenty seconds. */
const CODE_FIRST_MS = 60_000;
const CODE_NEXT_MS = 20_000;

/** The server answers within moments; after this nobody knows. */
const RECEIPT_MAX_MS = 10_000;

/** A ban without an end is looked at again after so long. */
const BAN_UNKNOWN_MS = 3_600_000;

/** Longest that a timer of Node's can wait. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** What becomes of the hub's events. All else is state of the library's own, or comes twice. */
const FORWARDED = new Set([
  'messages.upsert',
  'messages.update',
  'message-receipt.update',
  'group-participants.update',
  'groups.upsert',
  'groups.update',
  'presence.update',
]);

export class NotOpen extends Error {
  constructor(state) {
    super(`Not connected: ${state}`);
    this.state = state;
  }
}

/** WhatsApp did not say that it has the message. */
export class Unconfirmed extends Error {}

/** WhatsApp says that it does not take the message. */
export class Nacked extends Error {
  constructor(code) {
    super(`WhatsApp refuses the message: ${code}`);
    this.code = code;
  }
}

export class Connection {
  state = 'starting';
  since = new Date();
  code;
  qr;
  #settings;
  #credentials;
  #spool;
  #history;
  #broken;
  #socket;
  #attempt = 0;
  #timer;
  #codes = 0;
  #stopped = false;
  #watchers = new Set();

  /** broken: called when something could not be kept. */
  constructor(settings, credentials, spool, history, broken) {
    this.#settings = settings;
    this.#credentials = credentials;
    this.#spool = spool;
    this.#history = history;
    this.#broken = broken;
  }

  get number() {
    return this.#credentials.number;
  }

  /** Connects where a phone has linked us; else waits for somebody who pairs. */
  start() {
    if (this.#credentials.linked) {
      this.#connect();
    } else {
      this.#become('needs_pairing');
    }
  }

  /** Asks for codes to scan. No harm where that is under way, or done. */
  pair() {
    if (this.state === 'needs_pairing' || this.state === 'logged_out') {
      this.#connect();
    }
  }

  /** An operator has looked after what stopped us. */
  resume() {
    if (['replaced', 'banned', 'refused'].includes(this.state)) {
      clearTimeout(this.#timer);
      this.#connect();
    }
  }

  /** Removes the device from the phone's list, and all that opens the account. */
  async logout() {
    if (this.state === 'open') {
      await this.#socket.logout();
    } else {
      // Else what was to be tried again would ask for codes that nobody wants.
      clearTimeout(this.#timer);
      await this.#leave();
      this.#credentials.forget();
      this.#become('needs_pairing');
    }
  }

  async stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#leave();
  }

  /** The socket, for as long as it is open. */
  socket() {
    if (this.state !== 'open') {
      throw new NotOpen(this.state);
    }
    return this.#socket;
  }

  /** Sends under an id of ours and returns when WhatsApp has it. */
  async send(to, content, options) {
    const socket = this.socket();
    const taken = this.#receipt(socket, options.messageId);
    try {
      const sent = await socket.sendMessage(to, content, options);
      this.#history.keep(sent);
      await taken.arrived;
      return sent.key;
    } finally {
      taken.forget();
    }
  }

  /** Resolves when the state or the code is another one, or after that time. */
  change(waitMs, gone = () => {}) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#watchers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      this.#watchers.add(done);
      gone(done);
    });
  }

  #receipt(socket, id) {
    let hear;
    let lost;
    let timer;
    const arrived = new Promise((resolve, reject) => {
      hear = ({ attrs }) => {
        if (attrs.id === id) {
          attrs.error ? reject(new Nacked(attrs.error)) : resolve();
        }
      };
      lost = () => reject(new Unconfirmed());
      timer = setTimeout(lost, RECEIPT_MAX_MS);
      socket.ws.on('CB:ack,class:message', hear);
      socket.ws.on('close', lost);
    });
    // Whoever sends may fail before waiting for it.
    arrived.catch(() => {});
    return {
      arrived,
      forget: () => {
        clearTimeout(timer);
        socket.ws.off('CB:ack,class:message', hear);
        socket.ws.off('close', lost);
      },
    };
  }

  #connect() {
    this.#become('connecting');
    this.#codes = 0;
    const socket = makeWASocket({
      waWebSocketUrl: this.#settings.url,
      auth: this.#credentials.state,
      logger: silent,
      browser: [this.#settings.deviceName, 'Chrome', '1.0'],
      // What we send we know; echoes would come back as events.
      emitOwnEvents: false,
      // Else the phone stays silent for its owner.
      markOnlineOnConnect: false,
      syncFullHistory: false,
      getMessage: async (key) => this.#history.message(key),
    });
    this.#socket = socket;
    this.#listen(socket);
  }

  /**
   * Takes events when they are emitted. Baileys hands them to its listeners up to 100 ms later, in batches, when it has
   * already told WhatsApp that it has the messages; what it does itself with an event stays as it is.
   */
  #listen(socket) {
    const emit = socket.ev.emit;
    socket.ev.emit = (event, data) => {
      if (socket === this.#socket) {
        try {
          this.#hear(event, data);
        } catch (error) {
          this.#broken(error);
        }
      }
      return emit.call(socket.ev, event, data);
    };
  }

  #hear(event, data) {
    if (event === 'creds.update') {
      this.#credentials.update(data);
    } else if (event === 'connection.update') {
      this.#follow(data);
    } else if (FORWARDED.has(event)) {
      if (event === 'messages.upsert') {
        data.messages.forEach((message) => this.#history.keep(message));
      }
      this.#spool.add(event, data);
      if (this.#spool.isFull) {
        void this.#leave().then(() => this.#again('spool_full'));
      }
    }
  }

  #follow({ connection, qr, lastDisconnect }) {
    if (qr) {
      this.#codes += 1;
      const lives = this.#codes === 1 ? CODE_FIRST_MS : CODE_NEXT_MS;
      this.qr = { text: qr, number: this.#codes, expiresAt: new Date(Date.now() + lives) };
      this.#tell();
    }
    if (connection === 'open') {
      this.#attempt = 0;
      this.#become('open');
    }
    if (connection === 'close') {
      this.#closed(lastDisconnect?.error);
    }
  }

  #closed(error) {
    const code = error?.output?.statusCode ?? 428;
    this.#socket = undefined;
    if (this.#stopped) {
      return;
    }
    const { action, state } = meaningOf(code);
    switch (action) {
      case 'restart':
        this.#connect();
        break;
      case 'forget':
        this.#credentials.forget();
        this.#become(state, code);
        break;
      case 'wait':
        this.#become(state, code);
        this.#later(() => this.#connect(), untilExpiry(error));
        break;
      case 'stop':
        this.#become(state, code);
        break;
      default:
        this.#again(code);
    }
  }

  #again(code) {
    if (!this.#credentials.linked) {
      // Nobody scanned. New codes are made when somebody asks for them, not for nobody.
      this.#become('needs_pairing', code);
      return;
    }
    this.#become('connecting', code);
    this.#later(() => (this.#spool.isFull ? this.#again('spool_full') : this.#connect()), pauseBefore(this.#attempt));
    this.#attempt += 1;
  }

  #later(what, ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(what, Math.min(ms, TIMER_MAX_MS));
  }

  async #leave() {
    const socket = this.#socket;
    this.#socket = undefined;
    await socket?.end(undefined);
  }

  #become(state, code) {
    if (state !== this.state || code !== this.code) {
      log('state', { state, code });
    }
    this.state = state;
    this.code = code;
    this.since = new Date();
    this.qr = undefined;
    this.#tell();
    this.#spool.wake();
  }

  #tell() {
    for (const tell of [...this.#watchers]) {
      tell();
    }
  }
}

/** WhatsApp says in seconds how long a ban lasts. */
function untilExpiry(error) {
  const seconds = Number(error?.data?.expire);
  return seconds > 0 ? seconds * 1000 : BAN_UNKNOWN_MS;
}

