// How the hub, its operators and Kubernetes speak with the sidecar. Two tokens: the hub's reads and writes messages, the
// administrator's links and unlinks phones.
import { createServer } from 'node:http';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { assertMediaContent, downloadMediaMessage } from 'baileys';
import { Nacked, NotOpen, Unconfirmed } from './connection.mjs';
import { BadRequest } from './content.mjs';
import { TooLarge } from './files.mjs';
import { log, silent } from './log.mjs';
import { TooFast } from './pace.mjs';
import { drawingOf, signInPage, statePage, svgOf } from './pairing.mjs';

/** A text of 65 536 characters, escaped. */
const BODY_MAX = 512 * 1024;

/** Below the idle timeouts of proxies. */
const WAIT_MAX_S = 55;

const SESSION_MS = 600_000;
const SESSIONS_MAX = 100;

/** States in which sending makes no sense until somebody has done something. */
const NEEDS_SOMEBODY = new Set(['needs_pairing', 'logged_out', 'replaced', 'banned', 'refused']);

export class Web {
  #settings;
  #connection;
  #spool;
  #outbox;
  #files;
  #history;
  #sessions = new Map();
  #server = createServer((request, response) => void this.#serve(request, response));

  constructor(settings, { connection, spool, outbox, files, history }) {
    this.#settings = settings;
    this.#connection = connection;
    this.#spool = spool;
    this.#outbox = outbox;
    this.#files = files;
    this.#history = history;
  }

  /** Returns the port. */
  listen() {
    return new Promise((resolve, reject) => {
      this.#server.on('error', reject);
      this.#server.listen(this.#settings.port, this.#settings.host, () => resolve(this.#server.address().port));
    });
  }

  stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request, response) {
    try {
      const [status, body, headers] = await this.#answer(request, response, urlOf(request));
      if (!response.writableEnded && status) {
        write(response, status, body, headers);
      }
    } catch (error) {
      const [status, body, headers] = refusal(error);
      if (status === 500) {
        log('failed', { path: urlOf(request).pathname.split('/')[1], error: error.name });
      }
      if (!response.headersSent) {
        write(response, status, body, headers);
      } else {
        response.destroy();
      }
    }
  }

  #answer(request, response, url) {
    const [, first, ...rest] = url.pathname.split('/');
    switch (`${request.method} ${first}`) {
      case 'GET health':
        return [200, this.#health()];
      case 'GET ready':
        return [this.#connection.state === 'open' ? 200 : 503, this.#health()];
      case 'GET events':
        return this.#asHub(request, () => this.#events(request, url.searchParams));
      case 'POST send':
        return this.#asHub(request, async () => [200, await this.#outbox.send(await json(request))]);
      case 'PUT files':
        return this.#asHub(request, async () => {
          await this.#files.put(decodeURIComponent(rest.join('/')), request);
          return [200, {}];
        });
      case 'GET media':
        return this.#asHub(request, () => this.#media(response, rest.map(decodeURIComponent)));
      case 'GET qr':
        return this.#asAdministrator(request, () => this.#qr(request, url.searchParams));
      case 'POST pair':
        return this.#asAdministrator(request, () => this.#do(request, () => this.#connection.pair()));
      case 'POST resume':
        return this.#asAdministrator(request, () => this.#do(request, () => this.#connection.resume()));
      case 'POST logout':
        return this.#asAdministrator(request, () => this.#do(request, () => this.#connection.logout()));
      case 'POST sign-in':
        return this.#signIn(request);
      case 'GET ':
        return [200, this.#hasSession(request) ? statePage(this.#connection) : signInPage(false), HTML];
      default:
        return [404, { error: 'not_found' }];
    }
  }

  #health() {
    const { state, since, code } = this.#connection;
    return { state, since, code };
  }

  #asHub(request, then) {
    return isBearer(request, this.#settings.token) ? then() : [401, { error: 'unauthorized' }];
  }

  #asAdministrator(request, then) {
    return isBearer(request, this.#settings.adminToken) || this.#hasSession(request) ? then() : [401, { error: 'unauthorized' }];
  }

  async #events(request, query) {
    const after = Number(query.get('after') ?? 0);
    const wait = Math.min(WAIT_MAX_S, Number(query.get('wait') ?? 0));
    if (!Number.isSafeInteger(after) || after < 0 || !(wait >= 0)) {
      throw new BadRequest('after and wait are numbers from 0');
    }
    this.#spool.acknowledge(after);
    const state = this.#connection.state;
    const events = NEEDS_SOMEBODY.has(state)
      ? await this.#spool.after(after, 0)
      : await this.#spool.after(after, wait * 1000, (gone) => request.on('close', gone));
    return [200, { ...this.#health(), number: this.#connection.number, next: events.at(-1)?.seq ?? after, events }];
  }

  async #media(response, [chat, id]) {
    const kept = this.#history.whole(chat, id);
    if (!kept || !isOnWhatsAppsServers(kept.message)) {
      return [404, { error: 'file_unavailable' }];
    }
    const socket = this.#connection.socket();
    await socket.refreshMediaConn();
    // Else the host would be the one that stands in the message: whoever wrote it could have us call anybody.
    const from = { host: socket.getMediaHost() };
    const bytes = await downloadMediaMessage(kept, 'stream', from, { logger: silent, reuploadRequest: socket.updateMediaMessage });
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    bytes.on('error', () => response.destroy());
    bytes.pipe(response);
    return [];
  }

  async #qr(request, query) {
    const seen = Number(query.get('after') ?? 0);
    const end = Date.now() + Math.min(WAIT_MAX_S, Number(query.get('wait') ?? 0)) * 1000;
    while (this.#connection.state === 'connecting' && !(this.#connection.qr?.number > seen) && Date.now() < end) {
      await this.#connection.change(end - Date.now(), (gone) => request.on('close', gone));
      if (request.destroyed) {
        return [];
      }
    }
    const { qr } = this.#connection;
    if (!qr) {
      return [404, this.#health()];
    }
    const accept = request.headers.accept ?? '';
    if (accept.includes('image/svg+xml')) {
      return [200, svgOf(qr), { 'content-type': 'image/svg+xml' }];
    }
    if (accept.includes('text/plain')) {
      return [200, drawingOf(qr), { 'content-type': 'text/plain; charset=utf-8' }];
    }
    return [200, { qr: qr.text, number: qr.number, expires_at: qr.expiresAt, drawing: drawingOf(qr) }];
  }

  async #do(request, deed) {
    await deed();
    // A form on the page comes back to it; a program is told how things stand.
    return isForm(request) ? [303, '', { location: './' }] : [200, this.#health()];
  }

  async #signIn(request) {
    const token = new URLSearchParams((await body(request)).toString()).get('token') ?? '';
    if (!isSame(token, this.#settings.adminToken)) {
      return [401, signInPage(true), HTML];
    }
    const now = Date.now();
    for (const [id, until] of this.#sessions) {
      if (until < now || this.#sessions.size >= SESSIONS_MAX) {
        this.#sessions.delete(id);
      }
    }
    const id = randomBytes(32).toString('base64url');
    this.#sessions.set(id, now + SESSION_MS);
    const cookie = `pairing=${id}; HttpOnly; SameSite=Strict; Max-Age=${SESSION_MS / 1000}`;
    return [303, '', { location: './', 'set-cookie': cookie }];
  }

  #hasSession(request) {
    const id = /(?:^|; )pairing=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
    return (this.#sessions.get(id) ?? 0) > Date.now();
  }
}

/** Anybody can ask for what is no address. */
function urlOf(request) {
  try {
    return new URL(request.url, 'http://sidecar');
  } catch {
    throw new BadRequest('That is no address');
  }
}

/** A path and nothing before it: behind a host, '@example.com/' would name another. */
function isOnWhatsAppsServers(message) {
  try {
    return assertMediaContent(message).directPath.startsWith('/');
  } catch {
    return false;
  }
}

const HTML = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

function refusal(error) {
  switch (true) {
    case error instanceof BadRequest:
      return [400, { error: 'bad_request', detail: error.message }];
    case error instanceof TooLarge:
      return [413, { error: 'too_large' }];
    case error instanceof TooFast:
      return [429, { error: 'too_fast' }, { 'retry-after': String(Math.ceil(error.retryAfterMs / 1000)) }];
    case error instanceof NotOpen:
      return NEEDS_SOMEBODY.has(error.state)
        ? [409, { error: 'not_linked', state: error.state }]
        : [503, { error: 'not_open', state: error.state }, { 'retry-after': '5' }];
    case error instanceof Nacked:
      return [422, { error: 'refused', code: error.code }];
    case error instanceof Unconfirmed:
      return [504, { error: 'unconfirmed' }];
    default:
      return [500, { error: 'failed' }];
  }
}

function write(response, status, content, headers = {}) {
  const isText = typeof content === 'string';
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(isText ? content : JSON.stringify(content));
}

async function body(request) {
  const pieces = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > BODY_MAX) {
      throw new TooLarge();
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function json(request) {
  try {
    const read = JSON.parse(await body(request));
    if (read !== null && typeof read === 'object') {
      return read;
    }
  } catch (error) {
    if (error instanceof TooLarge) {
      throw error;
    }
  }
  throw new BadRequest('The body is no JSON object');
}

const isForm = (request) => (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

const isBearer = (request, token) => isSame(request.headers.authorization ?? '', `Bearer ${token}`);

const digest = (text) => createHash('sha256').update(text).digest();
const isSame = (one, other) => timingSafeEqual(digest(one), digest(other));
