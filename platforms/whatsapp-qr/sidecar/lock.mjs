// Two processes with the same credentials throw each other out of WhatsApp until the number is banned. So whoever writes a
// folder says so in it, and goes on saying so.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const BEAT_MS = 5_000;

/** Four beats missed: the other one is gone, and its volume has come to us. */
const STALE_MS = 20_000;

export class FolderInUse extends Error {}

export class Lock {
  #file;
  #timer;

  /**
   * Throws FolderInUse where another process writes the folder, or did so some seconds ago. taken: called when another one
   * has taken it over since, because we slept too long.
   */
  constructor(folder, taken = () => {}) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#file = join(folder, 'lock.json');
    const holder = read(this.#file);
    if (holder && !isOver(holder)) {
      throw new FolderInUse(
        `${folder} is in use by process ${holder.pid} on ${holder.host}: one process per linked number. Stop that one first.`);
    }
    this.#write();
    this.#timer = setInterval(() => this.beat(taken), BEAT_MS);
    this.#timer.unref();
  }

  release() {
    clearInterval(this.#timer);
    rmSync(this.#file, { force: true });
  }

  /** Says that we are still there, unless somebody else is. */
  beat(taken) {
    const holder = read(this.#file);
    if (holder && !isOurs(holder) && !isOver(holder)) {
      taken();
    } else {
      this.#write();
    }
  }

  #write() {
    const beside = `${this.#file}.${process.pid}`;
    writeFileSync(beside, JSON.stringify({ pid: process.pid, host: hostname(), beat: Date.now() }));
    renameSync(beside, this.#file);
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const isOurs = ({ pid, host }) => host === hostname() && pid === process.pid;

/** A container that is started again has the name and the process id of the one before. */
function isOver({ pid, host, beat }) {
  return Date.now() - beat > STALE_MS || isOurs({ pid, host }) || (host === hostname() && !isAlive(pid));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
