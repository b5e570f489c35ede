// Files on their way out: the hub brings the bytes under a name of its own, then the message that they belong to.
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadRequest } from './content.mjs';

/** What WhatsApp's own web page takes as picture or video. */
const BYTES_MAX = 64 * 1024 * 1024;

/** A message follows its file at once; what is older belongs to none. */
const KEPT_MS = 3_600_000;

export class TooLarge extends Error {}

export class Files {
  #folder;

  constructor(folder) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Takes a file in; the same name again replaces it. */
  async put(name, bytes) {
    this.#sweep();
    const path = this.#path(name);
    let size = 0;
    const bounded = new Transform({
      transform(chunk, _, done) {
        size += chunk.length;
        done(size > BYTES_MAX ? new TooLarge() : null, chunk);
      },
    });
    try {
      await pipeline(bytes, bounded, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  }

  get(file) {
    const path = typeof file?.id === 'string' ? this.#path(file.id) : '';
    if (!existsSync(path)) {
      throw new BadRequest('The file is not here: PUT /files/{id} first');
    }
    return { path, mime: file.mime || 'application/octet-stream', name: file.name || 'file' };
  }

  drop(file) {
    rmSync(this.#path(file.id), { force: true });
  }

  #path(name) {
    return join(this.#folder, createHash('sha256').update(name).digest('hex'));
  }

  #sweep() {
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      if (Date.now() - statSync(path).mtimeMs > KEPT_MS) {
        rmSync(path, { force: true });
      }
    }
  }
}
