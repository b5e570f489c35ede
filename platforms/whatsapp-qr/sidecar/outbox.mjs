// Carries out what the hub asks for, once for each id.
import { createHash } from 'node:crypto';
import { BadRequest, contentOf, isMessage, isNew, needsFile } from './content.mjs';

/** The hub repeats for as long as its topics keep commands: a day, and one more. */
const KEPT_MS = 2 * 24 * 3_600_000;

export class Outbox {
  #connection;
  #history;
  #files;
  #pace;
  #done;
  #underWay = new Map();

  constructor(connection, history, files, pace, done) {
    this.#connection = connection;
    this.#history = history;
    this.#files = files;
    this.#pace = pace;
    this.#done = done;
  }

  /** Returns what WhatsApp calls the message; {} for what is no new one. A repeated id brings what it brought the first time. */
  send(request) {
    const { id, to, kind } = request;
    if (typeof id !== 'string' || !id || typeof to !== 'string' || !to.includes('@') || typeof kind !== 'string') {
      throw new BadRequest('id, to and kind are needed; to is an address such as 15550002222@s.whatsapp.net');
    }
    const before = this.#done.get(id);
    if (before) {
      return before.result;
    }
    if (!this.#underWay.has(id)) {
      this.#underWay.set(id, this.#first(request).finally(() => this.#underWay.delete(id)));
    }
    return this.#underWay.get(id);
  }

  async #first(request) {
    if (!isMessage(request.kind)) {
      return this.#gesture(request);
    }
    const file = needsFile(request.kind) ? this.#files.get(request.file) : undefined;
    const content = contentOf(request, file, (id) => this.#history.key(request.to, id));
    this.#connection.socket();
    await this.#pace.turn(request.to);
    // Made of the hub's id: sent once more after a crash, it is the same message for everybody who has it already.
    const messageId = '3EB0' + createHash('sha256').update(request.id).digest('hex').slice(0, 18).toUpperCase();
    const quoted = request.reply_to ? this.#quoted(request.to, request.reply_to) : undefined;
    await this.#connection.send(request.to, content, { messageId, quoted });
    const result = isNew(request.kind) ? { message_id: messageId } : {};
    this.#done.change([[request.id, { result, at: Date.now() }], ...this.#old().map((id) => [id, null])]);
    if (file) {
      this.#files.drop(request.file);
    }
    return result;
  }

  async #gesture({ kind, to, message_id: messageId }) {
    const socket = this.#connection.socket();
    switch (kind) {
      case 'read':
        await socket.readMessages([this.#history.key(to, messageId)]);
        return {};
      case 'typing':
        await socket.sendPresenceUpdate('composing', to);
        return {};
      default:
        throw new BadRequest(`There is no kind ${kind}`);
    }
  }

  /** A message that is forgotten can be answered all the same: people see the arrow and not the words. */
  #quoted(chat, id) {
    return this.#history.whole(chat, id) ?? { key: this.#history.key(chat, id), message: { conversation: '' } };
  }

  #old() {
    const old = [];
    for (const [id, { at }] of this.#done.entries()) {
      if (Date.now() - at < KEPT_MS) {
        break;
      }
      old.push(id);
    }
    return old;
  }
}
