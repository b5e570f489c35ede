// WhatsApp in miniature, on loopback: links devices, logs them in, carries encrypted messages both ways. Does what it is
// told, a line of JSON each, and tells what it sees likewise. Built of baileys' own codecs, so what both get wrong it
// does not show; the real server has the last word.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createInterface } from 'node:readline';
import { assertMediaContent, Curve, downloadContentFromMessage, generateSignalPubKey, getBinaryNodeChild, getBinaryNodeChildren, hmacSign, prepareWAMessageMedia, proto, S_WHATSAPP_NET } from 'baileys';
import { WebSocketServer } from 'ws';
import { silent } from '../log.mjs';
import { ServerNoise } from './noise.mjs';
import { Person } from './person.mjs';

const OWN = { number: '15550001111', lid: '200000000000001' };
const GROUP = '120363000000000001@g.us';
const DEVICE = `${OWN.number}:1@s.whatsapp.net`;
const REFS = 6;
const SIGNED_BY_ACCOUNT = Buffer.from([6, 0]);

const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const leaf = (tag, attrs = {}, content = undefined) => ({ tag, attrs, content });
const number = (bytes) => Buffer.from(bytes).readUIntBE(0, bytes.length);

const phone = new Person(OWN.number, OWN.lid, 'Support');
const people = new Map([
  ['phone', phone],
  ['alex', new Person('15550002222', '100000000000002', 'Alex Sample')],
]);
const personAt = (jid) => {
  const address = jid.replace(/:\d+@/, '@');
  return [...people.values()].find((p) => p.pn === address || p.lid === address);
};

/** The phone's signature under its devices. */
const account = Curve.generateKeyPair();

/** Keeps files, encrypted as they come; over TLS, for baileys speaks nothing else with it. */
class Media {
  #files = new Map();
  #server;

  async start() {
    const tls = { pfx: readFileSync(process.env.FAKE_PFX), passphrase: process.env.FAKE_PASSPHRASE };
    this.#server = createServer(tls, (request, response) => this.#serve(request, response));
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get host() {
    return `127.0.0.1:${this.#server.address().port}`;
  }

  /** A file of a person's, as it stands in a message. */
  offer(file) {
    const bytes = Buffer.from(file.base64, 'base64');
    const content = { [file.kind]: bytes, mimetype: file.mime, fileName: file.name, caption: file.caption };
    const upload = async (path, { fileEncSha256B64 }) => this.#keep(`/v/${encodeURIComponent(fileEncSha256B64)}`, readFileSync(path));
    return prepareWAMessageMedia(content, { upload, logger: silent });
  }

  /** What the person reads of a file that was sent to them; undefined where there is none. */
  async read(message) {
    let content;
    try {
      content = assertMediaContent(message);
    } catch {
      return undefined;
    }
    const kind = Object.keys(message).find((key) => key.endsWith('Message') && message[key] === content).replace('Message', '');
    const pieces = [];
    for await (const piece of await downloadContentFromMessage(content, kind, { host: this.host })) {
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('base64');
  }

  #keep(path, bytes) {
    this.#files.set(path, bytes);
    return { mediaUrl: `https://${this.host}${path}`, directPath: path };
  }

  async #serve(request, response) {
    const [path] = request.url.split('?');
    if (request.method === 'GET') {
      const bytes = this.#files.get(path);
      response.writeHead(bytes ? 200 : 404).end(bytes);
      return;
    }
    const pieces = [];
    for await (const piece of request) {
      pieces.push(piece);
    }
    const { mediaUrl, directPath } = this.#keep(path, Buffer.concat(pieces));
    response.end(JSON.stringify({ url: mediaUrl, direct_path: directPath }));
  }
}

const media = new Media();
await media.start();

/** What the server knows of the linked device; absent: none. */
let device;
/** The connection that is open now. */
let line;
/** Stanzas for a device that is away. */
let waiting = [];

class Line {
  #noise;
  #pairing;
  #ids = 0;

  constructor(socket) {
    this.socket = socket;
    this.#noise = new ServerNoise(socket, (login, key) => this.#login(login, key), (node) => this.#hear(node));
    socket.on('close', () => {
      if (line === this) {
        line = undefined;
      }
      tell({ closed: true });
    });
  }

  send(node) {
    this.#noise.send(node);
  }

  #login({ devicePairingData: pairing, username, device: id }, noiseKey) {
    line = this;
    if (pairing) {
      this.#pairing = { ...pairing, noiseKey };
      const refs = Array.from({ length: REFS }, (_, n) => leaf('ref', {}, Buffer.from(`2@REF${n + 1}`)));
      this.send(leaf('iq', { from: S_WHATSAPP_NET, type: 'set', id: 'pd1', xmlns: 'md' }, [leaf('pair-device', {}, refs)]));
      tell({ asked: 'pairing' });
    } else if (!device?.noiseKey.equals(noiseKey) || `${username}:${id}@s.whatsapp.net` !== DEVICE) {
      this.send(leaf('failure', { reason: '401' }));
    } else {
      tell({ asked: 'login' });
      this.send(leaf('success', { t: String(Math.floor(Date.now() / 1000)), lid: `${OWN.lid}:1@lid` }));
    }
  }

  /** What the phone does with a code that it has scanned. */
  scan(qr) {
    const [ref, noiseKey, identity, advSecret] = qr.split('#')[1].split(',');
    const pairing = this.#pairing;
    if (!ref.startsWith('2@REF') || Buffer.from(noiseKey, 'base64').compare(pairing.noiseKey) !== 0) {
      throw new Error('The code belongs to another connection');
    }
    const details = proto.ADVDeviceIdentity.encode({ rawId: 1, timestamp: 1_760_000_000, keyIndex: 1 }).finish();
    const signed = proto.ADVSignedDeviceIdentity.encode({
      details,
      accountSignatureKey: account.public,
      accountSignature: Curve.sign(account.private, Buffer.concat([SIGNED_BY_ACCOUNT, details, Buffer.from(identity, 'base64')])),
    }).finish();
    const hmac = hmacSign(signed, Buffer.from(advSecret, 'base64'));
    this.send(leaf('iq', { from: S_WHATSAPP_NET, type: 'set', id: 'ps1', xmlns: 'md' }, [
      leaf('pair-success', {}, [
        leaf('device-identity', {}, proto.ADVSignedDeviceIdentityHMAC.encode({ details: signed, hmac }).finish()),
        leaf('device', { jid: DEVICE, lid: `${OWN.lid}:1@lid` }),
        leaf('platform', { name: 'android' }),
      ]),
    ]));
  }

  async #paired(answer) {
    const sent = getBinaryNodeChild(getBinaryNodeChild(answer, 'pair-device-sign'), 'device-identity').content;
    const { details, accountSignature, deviceSignature } = proto.ADVSignedDeviceIdentity.decode(sent);
    const signed = Buffer.concat([Buffer.from([6, 1]), details, this.#pairing.eIdent, account.public]);
    if (!accountSignature.length || !Curve.verify(this.#pairing.eIdent, signed, deviceSignature)) {
      throw new Error('The device does not sign for itself');
    }
    device = { ...this.#pairing, preKeys: [] };
    // The device before it had other keys.
    for (const person of people.values()) {
      await person.forget(DEVICE);
    }
    tell({ paired: true });
    this.end(515);
  }

  end(code, reason = leaf('conflict')) {
    this.send(leaf('stream:error', { code: String(code) }, [reason]));
    this.socket.close();
  }

  async #hear(node) {
    switch (node.tag) {
      case 'iq':
        await this.#iq(node);
        break;
      case 'message':
        await this.#message(node);
        break;
      case 'receipt':
        tell({ receipt: node.attrs });
        this.send(leaf('ack', { class: 'receipt', id: node.attrs.id }));
        break;
      case 'chatstate':
        tell({ chatstate: node.content[0].tag, to: node.attrs.to });
        break;
      default:
    }
  }

  async #iq(node) {
    const { id, type, xmlns } = node.attrs;
    if (type === 'result') {
      if (id === 'ps1') {
        await this.#paired(node);
      }
      return;
    }
    const asked = node.content?.[0];
    if (xmlns === 'encrypt' && type === 'set') {
      this.#keepPreKeys(node);
    }
    this.send(leaf('iq', { from: node.attrs.to ?? S_WHATSAPP_NET, type: 'result', id }, asked ? this.#answer(asked) : undefined));
    if (xmlns === 'passive') {
      // The device is ready: now comes what waited.
      waiting.forEach(({ attrs, ...rest }) => this.send({ attrs: { ...attrs, offline: '1' }, ...rest }));
      this.send(leaf('ib', { from: S_WHATSAPP_NET }, [leaf('offline', { count: String(waiting.length) })]));
      waiting = [];
    }
    if (asked?.tag === 'remove-companion-device') {
      device = undefined;
      tell({ removed: true });
    }
  }

  #answer(asked) {
    switch (asked.tag) {
      case 'count':
        return [leaf('count', { value: String(device.preKeys.length) })];
      case 'digest':
        return [leaf('digest')];
      case 'usync':
        return [leaf('usync', {}, [leaf('list', {}, getBinaryNodeChildren(getBinaryNodeChild(asked, 'list'), 'user').map(devicesOf))])];
      case 'key':
        return [leaf('list', {}, asked.content.map(({ attrs: { jid } }) => personAt(jid).bundle(jid)))];
      case 'media_conn':
        return [leaf('media_conn', { auth: 'auth', ttl: '3600' }, [leaf('host', { hostname: media.host })])];
      case 'query':
        return [leaf('group', { id: GROUP, subject: 'Parcels', creation: '1', s_t: '1', addressing_mode: 'pn' },
          [...people.values()].map(({ pn }) => leaf('participant', { jid: pn })))];
      case 'privacy':
        return [leaf('privacy', {}, [leaf('category', { name: 'readreceipts', value: 'all' })])];
      default:
        return undefined;
    }
  }

  #keepPreKeys(node) {
    const list = getBinaryNodeChild(node, 'list');
    if (list) {
      device.preKeys.push(...list.content);
      tell({ preKeys: device.preKeys.length });
    }
  }

  async #message(node) {
    const { id, to } = node.attrs;
    const read = [];
    for (const { attrs, content } of getBinaryNodeChild(node, 'participants')?.content ?? []) {
      read.push(await personAt(attrs.jid).decrypt(DEVICE, content[0]));
    }
    const forAll = getBinaryNodeChild(node, 'enc');
    const message = forAll?.attrs.type === 'skmsg' ? await people.get('alex').decryptIn(to, DEVICE, forAll) : read[0];
    // What the device asks of the own phone is nobody's message.
    if (message) {
      tell({ sent: id, to, edit: node.attrs.edit, message, file: await media.read(message) });
    }
    if (hangUpNext) {
      this.socket.close();
    } else {
      this.send(leaf('ack', { class: 'message', id, from: to, t: '1760000010', ...(refuseNext ? { error: refuseNext } : {}) }));
    }
    refuseNext = undefined;
    hangUpNext = false;
  }
}

/** For the next message: how it is refused, and whether the connection breaks before anything is said. */
let refuseNext;
let hangUpNext = false;

function devicesOf({ attrs: { jid } }) {
  const person = personAt(jid);
  const devices = person === phone ? [leaf('device', { id: '1', 'key-index': '1' })] : [leaf('device', { id: '0' })];
  return leaf('user', { jid }, [leaf('lid', { val: person.lid }), leaf('devices', {}, [leaf('device-list', {}, devices)])]);
}

/** The keys of the linked device, as its first sender of a message needs them. */
function sessionOfDevice() {
  const preKey = device.preKeys.shift();
  return {
    registrationId: number(device.eRegid),
    identityKey: generateSignalPubKey(device.eIdent),
    signedPreKey: { keyId: number(device.eSkeyId), publicKey: generateSignalPubKey(device.eSkeyVal), signature: device.eSkeySig },
    preKey: {
      keyId: number(getBinaryNodeChild(preKey, 'id').content),
      publicKey: generateSignalPubKey(getBinaryNodeChild(preKey, 'value').content),
    },
  };
}

const orders = {
  scan: ({ qr }) => line.scan(qr),
  /** Somebody writes; the own phone too, to whom it names. */
  deliver: async ({ from, to, id, file, message: words }) => {
    const person = people.get(from);
    const own = person === phone;
    const message = file ? await media.offer(file) : words;
    if (to === 'group') {
      const { key, enc } = await person.encryptFor(GROUP, message);
      const encs = [await person.encrypt(DEVICE, key, sessionOfDevice), enc];
      line.send(leaf('message', { from: GROUP, participant: person.pn, participant_lid: person.lid, id, t: '1760000000', type: 'text',
        notify: person.name, addressing_mode: 'pn' }, encs));
      return;
    }
    const said = own ? { deviceSentMessage: { destinationJid: people.get(to).pn, message } } : message;
    const enc = await person.encrypt(DEVICE, said, sessionOfDevice);
    const addressed = own ? { recipient: people.get(to).pn, recipient_lid: people.get(to).lid } : { sender_lid: person.lid };
    const attrs = { from: person.pn, id, t: '1760000000', type: 'text', notify: person.name, ...addressed };
    const stanza = leaf('message', attrs, [enc]);
    line ? line.send(stanza) : waiting.push(stanza);
  },
  receipt: ({ from, id, type }) =>
    line.send(leaf('receipt', { from: people.get(from).pn, id, t: '1760000020', ...(type ? { type } : {}) })),
  end: ({ code }) => line.end(code),
  /** The person removes the device on the phone. */
  remove: () => {
    device = undefined;
    line.end(401, leaf('conflict', { type: 'device_removed' }));
  },
  refuseNext: ({ code }) => (refuseNext = code),
  hangUpNext: () => (hangUpNext = true),
  /** Done when everything before it has been told. */
  mark: () => {},
};

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => tell({ listening: server.address().port }));
server.on('connection', (socket) => new Line(socket));
process.on('unhandledRejection', (error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

for await (const order of createInterface({ input: process.stdin })) {
  const { do: deed, ...rest } = JSON.parse(order);
  await orders[deed](rest);
  tell({ done: deed });
}
