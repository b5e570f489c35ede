// Everything that can be set, read from the environment once.

export const WARNING = `\
This links a program to a WhatsApp number as if it were a browser. WhatsApp's terms do not allow that for automation: the
number can be banned, at any time and for good. Never use a number that anybody depends on. For a business there is the
WhatsApp Business Platform (Cloud API). Whoever runs this all the same says so: WHATSAPP_QR_ACCEPT_RISK=yes`;

export class Unusable extends Error {}

const SECRET_MIN = 16;

export function settings(env) {
  if (env.WHATSAPP_QR_ACCEPT_RISK !== 'yes') {
    throw new Unusable(WARNING);
  }
  const url = new URL(env.WHATSAPP_QR_SERVER || 'wss://web.whatsapp.com/ws/chat');
  if (url.protocol !== 'wss:' && !(url.protocol === 'ws:' && url.hostname === '127.0.0.1')) {
    // Baileys does not check the certificates inside the protocol: TLS is all that tells the server from a stranger.
    throw new Unusable('WHATSAPP_QR_SERVER must be wss://, or ws:// on 127.0.0.1 for tests');
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new Unusable('NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody be WhatsApp: take it away');
  }
  const token = secret(env, 'WHATSAPP_QR_TOKEN');
  const adminToken = secret(env, 'WHATSAPP_QR_ADMIN_TOKEN');
  if (token === adminToken) {
    throw new Unusable('WHATSAPP_QR_TOKEN and WHATSAPP_QR_ADMIN_TOKEN must differ: the hub may not pair');
  }
  return {
    url,
    token,
    adminToken,
    folder: env.WHATSAPP_QR_FOLDER || '/data',
    host: env.WHATSAPP_QR_HOST || '127.0.0.1',
    port: number(env, 'WHATSAPP_QR_PORT', 8090),
    paceMs: number(env, 'WHATSAPP_QR_PACE_MS', 1_000),
    deviceName: env.WHATSAPP_QR_DEVICE_NAME || 'Milena',
  };
}

function secret(env, name) {
  const value = env[name] ?? '';
  if (value.length < SECRET_MIN) {
    throw new Unusable(`${name} must be set to at least ${SECRET_MIN} characters: openssl rand -hex 32 makes them`);
  }
  return value;
}

function number(env, name, otherwise) {
  const value = Number(env[name] || otherwise);
  if (!Number.isInteger(value) || value < 0) {
    throw new Unusable(`${name} must be a whole number`);
  }
  return value;
}
