// The parts of the sidecar that need no WhatsApp.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { meaningOf, pauseBefore } from '../closes.mjs';
import { BadRequest, contentOf } from '../content.mjs';
import { Credentials } from '../credentials.mjs';
import { Files } from '../files.mjs';
import { History } from '../history.mjs';
import { FolderInUse, Lock } from '../lock.mjs';
import { Pace, TooFast } from '../pace.mjs';
import { settings, Unusable } from '../settings.mjs';
import { Spool } from '../spool.mjs';
import { Table } from '../table.mjs';
import { Web } from '../web.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sidecar-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => join(folder, `table-${(files += 1)}.jsonl`);

test('what a table was told is there after a restart, also bytes', () => {
  const file = newFile();
  const before = new Table(file);
  before.change([['a', { key: Buffer.from([1, 2]) }], ['b', 1], ['c', 2]]);
  before.set('b', null);
  before.close();
  const again = new Table(file);
  assert.deepEqual([...again.entries()], [['a', { key: Buffer.from([1, 2]) }], ['c', 2]]);
});

test('a line that a crash cut off is as if it had never been begun', () => {
  const file = newFile();
  const before = new Table(file);
  before.set('a', 1);
  before.close();
  appendFileSync(file, '[["a",2],["b"');
  assert.equal(new Table(file).get('a'), 1);
});

test('damage in the middle is said and nothing is overwritten', () => {
  const file = newFile();
  writeFileSync(file, '[["a",1]]\n{broken\n[["b",2]]\n');
  assert.throws(() => new Table(file), /damaged in line 2/);
  assert.match(readFileSync(file, 'utf8'), /\{broken/);
});

test('a table that is changed again and again does not grow', () => {
  const file = newFile();
  const table = new Table(file, 10);
  for (let i = 0; i < 50; i++) {
    table.set('a', i);
  }
  assert.ok(readFileSync(file, 'utf8').split('\n').length <= 13);
  assert.equal(new Table(file).get('a'), 49);
});

test('events stay until they are acknowledged, and numbers go on', async () => {
  const file = newFile();
  const spool = new Spool(new Table(file));
  spool.add('e', 'one');
  spool.add('e', 'two');
  const [one, two] = await spool.after(0, 0);
  spool.acknowledge(one.seq);
  const again = new Spool(new Table(file));
  again.add('e', 'three');
  const left = await again.after(0, 0);
  assert.deepEqual(left.map((e) => e.data), ['two', 'three']);
  assert.ok(one.seq < two.seq && two.seq < left[1].seq);
});

test('keys stay here', async () => {
  const spool = new Spool(new Table(newFile()));
  spool.add('e', { message: { imageMessage: { caption: 'a', mediaKey: Buffer.from('secret') }, messageContextInfo: { messageSecret: 'x' } } });
  const [{ data }] = await spool.after(0, 0);
  assert.deepEqual(data, { message: { imageMessage: { caption: 'a' }, messageContextInfo: {} } });
});

test('whoever waits for events is told when there are some', async () => {
  const spool = new Spool(new Table(newFile()));
  const waiting = spool.after(0, 60_000, () => {});
  spool.add('e', 'one');
  assert.equal((await waiting)[0].data, 'one');
});

test('a new volume counts above what an old one had counted', async () => {
  const old = new Spool(new Table(newFile()));
  old.add('e', 'old');
  const [{ seq }] = await old.after(0, 0);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const fresh = new Spool(new Table(newFile()));
  fresh.add('e', 'new');
  assert.equal((await fresh.after(seq, 0))[0].data, 'new');
});

test('a folder that another process writes is refused', () => {
  const used = join(folder, 'used');
  const first = new Lock(used);
  writeFileSync(join(used, 'lock.json'), JSON.stringify({ pid: 1, host: 'elsewhere', beat: Date.now() }));
  assert.throws(() => new Lock(used), FolderInUse);
  first.release();
});

test('whoever slept too long and was followed by another lets go', () => {
  const used = join(folder, 'taken');
  const first = new Lock(used);
  let taken = 0;
  first.beat(() => (taken += 1));
  assert.equal(taken, 0);
  writeFileSync(join(used, 'lock.json'), JSON.stringify({ pid: 1, host: 'elsewhere', beat: Date.now() }));
  first.beat(() => (taken += 1));
  assert.equal(taken, 1);
  first.release();
});

test('a folder whose writer is gone is taken over', () => {
  for (const holder of [
    { pid: 1, host: 'elsewhere', beat: Date.now() - 30_000 },
    { pid: process.pid, host: hostname(), beat: Date.now() },
    { pid: 2 ** 22 + 1, host: hostname(), beat: Date.now() },
  ]) {
    const left = mkdtempSync(join(folder, 'left-'));
    writeFileSync(join(left, 'lock.json'), JSON.stringify(holder));
    new Lock(left).release();
  }
});

test('each end of a connection means what it means', () => {
  const actions = [515, 440, 401, 402, 403, 405, 406, 408, 409, 411, 428, 500, 503].map((code) => meaningOf(code).action);
  assert.deepEqual(actions, [
    'restart', 'stop', 'forget', 'wait', 'stop', 'stop', 'stop', 'again', 'stop', 'stop', 'again', 'again', 'again',
  ]);
});

test('pauses grow from a second to five minutes and never become none', () => {
  assert.equal(pauseBefore(0, () => 0.5), 1_000);
  assert.equal(pauseBefore(3, () => 0.5), 8_000);
  assert.equal(pauseBefore(1_000, () => 0.5), 300_000);
  assert.ok(pauseBefore(0, () => 0) > 0);
});

test('a chat has its turns one after the other, and others do not wait for it', async () => {
  const pace = new Pace(60);
  const begun = Date.now();
  await pace.turn('a');
  await pace.turn('b');
  await pace.turn('a');
  assert.ok(Date.now() - begun >= 59);
  const slow = new Pace(10_000);
  await slow.turn('a');
  await assert.rejects(slow.turn('a'), TooFast);
});

test('what is linked is known after a restart, and forgotten when it is over', () => {
  const file = newFile();
  const before = new Credentials(new Table(file));
  before.update({ me: { id: '15550001111:1@s.whatsapp.net' } });
  const again = new Credentials(new Table(file));
  assert.equal(again.number, '15550001111');
  assert.deepEqual(again.state.creds.noiseKey, before.state.creds.noiseKey);
  again.forget();
  assert.ok(!again.linked && again.advSecret !== before.advSecret);
  assert.ok(!new Credentials(new Table(file)).linked);
});

test('a message is remembered with its key and its content, a change of one is not', () => {
  const history = new History(new Table(newFile()));
  const key = { remoteJid: 'g@g.us', id: 'A', fromMe: false, participant: 'p@s.whatsapp.net' };
  history.keep({ key, message: { conversation: 'hi' } });
  history.keep({ key: { ...key, id: 'B' }, message: { protocolMessage: { type: 0 } } });
  assert.equal(history.key('g@g.us', 'A').participant, 'p@s.whatsapp.net');
  assert.equal(history.message(key).conversation, 'hi');
  assert.equal(history.whole('g@g.us', 'B'), undefined);
});

test('files are kept under any name and within their folder', async () => {
  const kept = new Files(join(folder, 'files'));
  await kept.put('../../etc/passwd', [Buffer.from('x')]);
  const { path } = kept.get({ id: '../../etc/passwd', mime: 'text/plain', name: 'a' });
  assert.ok(path.startsWith(join(folder, 'files')));
  kept.drop({ id: '../../etc/passwd' });
  assert.throws(() => kept.get({ id: '../../etc/passwd' }), BadRequest);
});

test('a text never has its links fetched, and a card cannot be broken out of', () => {
  assert.equal(contentOf({ kind: 'text', text: 'https://example.com' }).linkPreview, null);
  const { contacts } = contentOf({ kind: 'contact', contact: { name: 'A\nTEL:1', phone: '+49 1' } }).contacts;
  assert.equal(contacts[0].vcard.split('\n').length, 5);
  assert.throws(() => contentOf({ kind: 'text' }), BadRequest);
});

const usable = {
  WHATSAPP_QR_ACCEPT_RISK: 'yes',
  WHATSAPP_QR_TOKEN: 'a'.repeat(16),
  WHATSAPP_QR_ADMIN_TOKEN: 'b'.repeat(16),
};

test('nothing starts before somebody has accepted what it means', () => {
  assert.throws(() => settings({ ...usable, WHATSAPP_QR_ACCEPT_RISK: undefined }), /terms do not allow/);
  assert.equal(settings(usable).url.href, 'wss://web.whatsapp.com/ws/chat');
});

test('what would let strangers in is refused', () => {
  for (const wrong of [
    { WHATSAPP_QR_SERVER: 'ws://web.whatsapp.com/ws/chat' },
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    { WHATSAPP_QR_TOKEN: 'short' },
    { WHATSAPP_QR_ADMIN_TOKEN: 'a'.repeat(16) },
    { WHATSAPP_QR_PORT: 'x' },
  ]) {
    assert.throws(() => settings({ ...usable, ...wrong }), Unusable);
  }
});

test('whoever asks for what is no address is told so', async () => {
  const web = new Web({ port: 0, host: '127.0.0.1', token: 't', adminToken: 'a' }, { connection: { state: 'open' } });
  const port = await web.listen();
  try {
    const status = await new Promise((resolve, reject) =>
      get({ port, host: '127.0.0.1', path: '//' }, (answer) => resolve(answer.statusCode)).on('error', reject));
    assert.equal(status, 400);
  } finally {
    web.stop();
  }
});
