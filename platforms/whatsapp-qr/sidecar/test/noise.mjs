// The server's side of Noise_XX_25519_AESGCM_SHA256 as WhatsApp frames it, of the parts that baileys has for the client's.
import { aesDecryptGCM, aesEncryptGCM, Curve, decodeBinaryNode, encodeBinaryNode, hkdf, proto, sha256 } from 'baileys';

const MODE = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');
const HEADER = Buffer.from([87, 65, 6, 3]);
const EMPTY = Buffer.alloc(0);

const counted = (n) => {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(n, 8);
  return iv;
};

/** Both keys of the transport, or of the next stretch of the handshake. */
const derive = (secret, salt) => {
  const both = hkdf(Buffer.from(secret), 64, { salt, info: '' });
  return [both.subarray(0, 32), both.subarray(32)];
};

export class ServerNoise {
  #socket;
  #onNode;
  #onLogin;
  #ephemeral = Curve.generateKeyPair();
  #static = Curve.generateKeyPair();
  #hash = MODE;
  #salt = MODE;
  #key = MODE;
  #count = 0;
  #bytes = EMPTY;
  #begun = false;
  #greeted = false;
  #transport;
  #turn = Promise.resolve();

  constructor(socket, onLogin, onNode) {
    this.#socket = socket;
    this.#onLogin = onLogin;
    this.#onNode = onNode;
    // One after the other: a frame is decoded with the key of the one before.
    socket.on('message', (bytes) => (this.#turn = this.#turn.then(() => this.#take(bytes))));
  }

  send(node) {
    const plain = encodeBinaryNode(node);
    this.#frame(aesEncryptGCM(plain, this.#transport.out, counted(this.#transport.sent++), EMPTY));
  }

  async #take(bytes) {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    if (!this.#begun) {
      if (!this.#bytes.subarray(0, 4).equals(HEADER)) {
        throw new Error('The client does not begin with WA 6 3');
      }
      this.#begun = true;
      this.#bytes = this.#bytes.subarray(4);
    }
    while (this.#bytes.length >= 3 && this.#bytes.length >= 3 + this.#bytes.readUIntBE(0, 3)) {
      const end = 3 + this.#bytes.readUIntBE(0, 3);
      const frame = this.#bytes.subarray(3, end);
      this.#bytes = this.#bytes.subarray(end);
      await this.#read(frame);
    }
  }

  async #read(frame) {
    if (this.#transport) {
      const plain = aesDecryptGCM(frame, this.#transport.in, counted(this.#transport.got++), EMPTY);
      await this.#onNode(await decodeBinaryNode(plain));
    } else if (!this.#greeted) {
      this.#greet(proto.HandshakeMessage.decode(frame).clientHello.ephemeral);
    } else {
      await this.#finish(proto.HandshakeMessage.decode(frame).clientFinish);
    }
  }

  #greet(theirs) {
    this.#greeted = true;
    this.#mixHash(HEADER);
    this.#mixHash(theirs);
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, theirs));
    const sealedStatic = this.#encrypt(this.#static.public);
    this.#mixKey(Curve.sharedKey(this.#static.private, theirs));
    const serverHello = { ephemeral: this.#ephemeral.public, static: sealedStatic, payload: this.#encrypt(certificates()) };
    this.#frame(proto.HandshakeMessage.encode({ serverHello }).finish());
  }

  async #finish({ static: sealedStatic, payload }) {
    const theirs = this.#decrypt(sealedStatic);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, theirs));
    const login = proto.ClientPayload.decode(this.#decrypt(payload));
    const [theirOut, ourOut] = derive(EMPTY, this.#salt);
    this.#transport = { in: theirOut, out: ourOut, got: 0, sent: 0 };
    await this.#onLogin(login, Buffer.from(theirs));
  }

  #mixHash(data) {
    this.#hash = sha256(Buffer.concat([this.#hash, data]));
  }

  #mixKey(secret) {
    [this.#salt, this.#key] = derive(secret, this.#salt);
    this.#count = 0;
  }

  #encrypt(plain) {
    const sealed = aesEncryptGCM(plain, this.#key, counted(this.#count++), this.#hash);
    this.#mixHash(sealed);
    return sealed;
  }

  #decrypt(sealed) {
    const plain = aesDecryptGCM(sealed, this.#key, counted(this.#count++), this.#hash);
    this.#mixHash(sealed);
    return plain;
  }

  #frame(data) {
    const length = Buffer.alloc(3);
    length.writeUIntBE(data.length, 0, 3);
    this.#socket.send(Buffer.concat([length, data]));
  }
}

/** Signed by nobody that anybody knows: baileys takes any signature, as its verification says no to none. */
function certificates() {
  const { NoiseCertificate } = proto.CertChain;
  const key = Curve.generateKeyPair();
  const certificate = (issuerSerial) => {
    const details = NoiseCertificate.Details.encode({ serial: 1, issuerSerial, key: key.public }).finish();
    return { details, signature: Curve.sign(key.private, details) };
  };
  return proto.CertChain.encode({ intermediate: certificate(0), leaf: certificate(1) }).finish();
}
