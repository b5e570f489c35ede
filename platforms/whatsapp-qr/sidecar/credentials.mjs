// What the linked device is: its keys, and the sessions with everybody it has spoken with. Losing it loses the link; two
// copies of it destroy each other. It changes with every message and is on the disk before the message is acknowledged.
import { initAuthCreds, proto } from 'baileys';

const SELF = 'creds';
const keyOf = (type, id) => `${type}/${id}`;

export class Credentials {
  #table;
  #creds;

  constructor(table) {
    this.#table = table;
    this.#creds = table.get(SELF) ?? initAuthCreds();
  }

  /** Whether a phone has taken us as one of its devices. */
  get linked() {
    return Boolean(this.#creds.me?.id);
  }

  /** Digits of the number; undefined while nothing is linked. */
  get number() {
    return this.#creds.me?.id?.split(/[:@]/)[0];
  }

  get advSecret() {
    return this.#creds.advSecretKey;
  }

  /** As baileys wants it. */
  get state() {
    return { creds: this.#creds, keys: { get: (type, ids) => this.#get(type, ids), set: (data) => this.#set(data) } };
  }

  update(changes) {
    Object.assign(this.#creds, changes);
    this.#table.set(SELF, this.#creds);
  }

  /** The phone has removed the device: what is left opens nothing any more. */
  forget() {
    this.#table.clear();
    this.#creds = initAuthCreds();
  }

  #get(type, ids) {
    const found = {};
    for (const id of ids) {
      const value = this.#table.get(keyOf(type, id));
      found[id] = type === 'app-state-sync-key' && value ? proto.Message.AppStateSyncKeyData.fromObject(value) : value;
    }
    return found;
  }

  #set(data) {
    this.#table.change(
      Object.entries(data).flatMap(([type, values]) =>
        Object.entries(values).map(([id, value]) => [keyOf(type, id), value ?? null])));
  }
}
