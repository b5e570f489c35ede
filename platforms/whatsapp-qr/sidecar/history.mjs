// Messages of the last days: a peer that could not read one asks for it again, an answer quotes one, a file is opened, a
// message is changed. WhatsApp's servers keep none of them for us.
import { proto } from 'baileys';

/** As long as the hub keeps messages, and a day more; a person may delete for everybody for about two days. */
const KEPT_MS = 3 * 24 * 3_600_000;

/** A kilobyte each, all in memory. */
const MESSAGES_MAX = 20_000;

const nameOf = (chat, id) => `${chat}/${id}`;

export class History {
  #table;

  constructor(table) {
    this.#table = table;
  }

  /** Takes a message in, once. Changes of messages and the like are none themselves. */
  keep({ key, message }) {
    const name = nameOf(key.remoteJid, key.id);
    if (!message || message.protocolMessage || message.reactionMessage || this.#table.has(name)) {
      return;
    }
    const bytes = Buffer.from(proto.Message.encode(proto.Message.create(message)).finish());
    this.#table.change([[name, { key, bytes, at: Date.now() }], ...this.#old().map((old) => [old, null])]);
  }

  /** The key by which WhatsApp knows a message; what we do not remember is taken for a person's in a direct chat. */
  key(chat, id) {
    return this.#table.get(nameOf(chat, id))?.key ?? { remoteJid: chat, id, fromMe: false };
  }

  message({ remoteJid, id }) {
    const kept = this.#table.get(nameOf(remoteJid, id));
    return kept && proto.Message.decode(kept.bytes);
  }

  /** A message as baileys quotes and downloads it; undefined where it is forgotten. */
  whole(chat, id) {
    const kept = this.#table.get(nameOf(chat, id));
    return kept && { key: kept.key, message: proto.Message.decode(kept.bytes) };
  }

  #old() {
    const old = [];
    let left = this.#table.size;
    for (const [name, { at }] of this.#table.entries()) {
      if (left < MESSAGES_MAX && Date.now() - at < KEPT_MS) {
        break;
      }
      old.push(name);
      left -= 1;
    }
    return old;
  }
}
