// Somebody with a phone: has keys, reads what is encrypted for them and encrypts for others.
import { addTransactionCapability, Curve, DEFAULT_CONNECTION_CONFIG, initAuthCreds, proto, unpadRandomMax16, writeRandomPadMax16 } from 'baileys';
import { silent } from '../log.mjs';

const asBytes = (number, length) => {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(number, 0, length);
  return bytes;
};

export class Person {
  #creds = initAuthCreds();
  #keys = new Map();
  #preKeys = 0;
  #signal;

  constructor(number, lid, name) {
    this.pn = `${number}@s.whatsapp.net`;
    this.lid = `${lid}@lid`;
    this.name = name;
    const store = {
      get: async (type, ids) => Object.fromEntries(ids.map((id) => [id, this.#keys.get(`${type}/${id}`)])),
      set: async (data) => {
        for (const [type, values] of Object.entries(data)) {
          for (const [id, value] of Object.entries(values)) {
            this.#keys.set(`${type}/${id}`, value);
          }
        }
      },
    };
    const keys = addTransactionCapability(store, silent, { maxCommitRetries: 1, delayBetweenTriesMs: 1 });
    this.#signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds: this.#creds, keys }, silent, async () => []);
  }

  /** What the server hands out to those who want to write to this person. */
  bundle(jid) {
    const { signedIdentityKey, signedPreKey, registrationId } = this.#creds;
    const id = (this.#preKeys += 1);
    const preKey = Curve.generateKeyPair();
    this.#keys.set(`pre-key/${id}`, preKey);
    const leaf = (tag, content) => ({ tag, attrs: {}, content });
    return {
      tag: 'user',
      attrs: { jid },
      content: [
        leaf('registration', asBytes(registrationId, 4)),
        leaf('type', Buffer.from([5])),
        leaf('identity', signedIdentityKey.public),
        leaf('skey', [
          leaf('id', asBytes(signedPreKey.keyId, 3)),
          leaf('value', signedPreKey.keyPair.public),
          leaf('signature', signedPreKey.signature),
        ]),
        leaf('key', [leaf('id', asBytes(id, 3)), leaf('value', preKey.public)]),
      ],
    };
  }

  /** An enc node for a device; session: its keys, needed the first time. */
  async encrypt(jid, message, session) {
    if (!(await this.#signal.validateSession(jid)).exists) {
      await this.#signal.injectE2ESession({ jid, session: session() });
    }
    const data = writeRandomPadMax16(proto.Message.encode(proto.Message.fromObject(message)).finish());
    const { type, ciphertext } = await this.#signal.encryptMessage({ jid, data });
    return { tag: 'enc', attrs: { v: '2', type }, content: ciphertext };
  }

  forget(jid) {
    return this.#signal.deleteSession([jid]);
  }

  /** For everybody in a group: the message, and the key to it that each member needs beforehand. */
  async encryptFor(group, message) {
    const data = writeRandomPadMax16(proto.Message.encode(proto.Message.fromObject(message)).finish());
    const { ciphertext, senderKeyDistributionMessage: key } = await this.#signal.encryptGroupMessage({ group, meId: this.pn, data });
    return {
      key: { senderKeyDistributionMessage: { groupId: group, axolotlSenderKeyDistributionMessage: key } },
      enc: { tag: 'enc', attrs: { v: '2', type: 'skmsg' }, content: ciphertext },
    };
  }

  async decrypt(jid, { attrs, content }) {
    const plain = await this.#signal.decryptMessage({ jid, type: attrs.type, ciphertext: content });
    const message = proto.Message.decode(unpadRandomMax16(plain));
    if (message.senderKeyDistributionMessage) {
      await this.#signal.processSenderKeyDistributionMessage({ authorJid: jid, item: message.senderKeyDistributionMessage });
    }
    return message;
  }

  async decryptIn(group, jid, { content }) {
    const plain = await this.#signal.decryptGroupMessage({ group, authorJid: jid, msg: content });
    return proto.Message.decode(unpadRandomMax16(plain));
  }
}
