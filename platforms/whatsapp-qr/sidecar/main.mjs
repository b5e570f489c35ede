// A linked device of one WhatsApp number, for the hub. See README.md.
import { join } from 'node:path';
import { log } from './log.mjs';
import { Connection } from './connection.mjs';
import { Credentials } from './credentials.mjs';
import { Files } from './files.mjs';
import { History } from './history.mjs';
import { FolderInUse, Lock } from './lock.mjs';
import { Outbox } from './outbox.mjs';
import { Pace } from './pace.mjs';
import { settings, Unusable, WARNING } from './settings.mjs';
import { Spool } from './spool.mjs';
import { Table } from './table.mjs';
import { Web } from './web.mjs';

const UNUSABLE = 2;
const IN_USE = 3;

async function run() {
  const set = settings(process.env);
  process.stderr.write(WARNING + '\n');
  const lock = new Lock(set.folder, () => end('folder_taken', IN_USE));
  const table = (name) => new Table(join(set.folder, name));
  const credentials = new Credentials(table('credentials.jsonl'));
  const spool = new Spool(table('events.jsonl'));
  const history = new History(table('messages.jsonl'));
  const files = new Files(join(set.folder, 'files'));
  const connection = new Connection(set, credentials, spool, history, (error) => end(error.code ?? error.name, 1));
  const outbox = new Outbox(connection, history, files, new Pace(set.paceMs), table('sent.jsonl'));
  const web = new Web(set, { connection, spool, outbox, files, history });
  log('listening', { port: await web.listen() });
  connection.start();
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, async () => {
      web.stop();
      await connection.stop();
      lock.release();
      process.exit(0);
    });
  }
}

/** At once: what cannot be kept must not be received. */
function end(why, status) {
  log('ended', { why });
  process.exit(status);
}

// The library's own questions fail unheard when a connection ends; what they asked is asked again after the next one.
process.on('unhandledRejection', (error) => log('unhandled', { error: error?.name }));
process.on('uncaughtException', (error) => end(error?.code ?? error?.name, 1));

run().catch((error) => {
  process.stderr.write(error.message + '\n');
  process.exit(error instanceof Unusable ? UNUSABLE : error instanceof FolderInUse ? IN_USE : 1);
});
