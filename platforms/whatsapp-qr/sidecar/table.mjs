// A map that outlives its process: every change is one line at the end of a file and on the disk before set() returns.
//
// The writes block: a linked device sees a few changes a second, and what is not on the disk must not be acknowledged.
// A line that was cut off by a crash is dropped when the file is opened; a broken line anywhere else is damage and said so.
import { closeSync, existsSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { BufferJSON } from 'baileys';

/** Lines beyond the entries that are worth keeping, before the file is written anew. */
const SLACK = 2000;

/** For people and groups other than the owner: nothing. The files hold keys and messages. */
const PRIVATE = 0o600;

export class Table {
  #file;
  #entries = new Map();
  #descriptor;
  #lines = 0;
  #slack;

  constructor(file, slack = SLACK) {
    this.#file = file;
    this.#slack = slack;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.#read();
    this.#rewrite();
  }

  get size() {
    return this.#entries.size;
  }

  get(key) {
    return this.#entries.get(key);
  }

  has(key) {
    return this.#entries.has(key);
  }

  /** Oldest first: an entry that is set again keeps its place. */
  entries() {
    return this.#entries.entries();
  }

  set(key, value) {
    this.change([[key, value]]);
  }

  /** Several at once, all or none; null takes an entry out. */
  change(pairs) {
    if (pairs.length === 0) {
      return;
    }
    writeSync(this.#descriptor, JSON.stringify(pairs, BufferJSON.replacer) + '\n');
    fdatasyncSync(this.#descriptor);
    this.#apply(pairs);
    this.#lines += 1;
    if (this.#lines > this.#entries.size + this.#slack) {
      this.#rewrite();
    }
  }

  clear() {
    this.#entries.clear();
    this.#rewrite();
  }

  close() {
    closeSync(this.#descriptor);
  }

  #apply(pairs) {
    for (const [key, value] of pairs) {
      if (value === null || value === undefined) {
        this.#entries.delete(key);
      } else {
        this.#entries.set(key, value);
      }
    }
  }

  #read() {
    if (!existsSync(this.#file)) {
      return;
    }
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    // Whatever stands behind the last line break was never finished.
    lines.pop();
    lines.forEach((line, number) => {
      try {
        this.#apply(JSON.parse(line, BufferJSON.reviver));
      } catch {
        throw new Error(`${this.#file} is damaged in line ${number + 1}: restore the volume, or remove the file and pair again`);
      }
    });
  }

  /** Beside the file, then in its place: a crash leaves the old or the new one, whole. */
  #rewrite() {
    const beside = this.#file + '.new';
    const descriptor = openSync(beside, 'w', PRIVATE);
    for (const entry of this.#entries) {
      writeSync(descriptor, JSON.stringify([entry], BufferJSON.replacer) + '\n');
    }
    fsyncSync(descriptor);
    renameSync(beside, this.#file);
    if (this.#descriptor !== undefined) {
      closeSync(this.#descriptor);
    }
    this.#descriptor = descriptor;
    this.#lines = this.#entries.size;
  }
}
