// What the end of a connection means. The codes are those of baileys' DisconnectReason and of WhatsApp's stream errors.

/**
 * action: restart (now, same credentials), again (after a pause, same credentials), wait (until a time), stop (an operator
 * decides), forget (the credentials are worth nothing any more).
 */
const MEANINGS = new Map([
  // After pairing this is how success looks; it also comes later.
  [515, { action: 'restart', state: 'connecting' }],
  // Another process uses the same credentials. Coming back would throw that one out, and so on until the number is banned.
  [440, { action: 'stop', state: 'replaced' }],
  // The person removed the device on the phone.
  [401, { action: 'forget', state: 'logged_out' }],
  [402, { action: 'wait', state: 'banned' }],
  [403, { action: 'stop', state: 'banned' }],
  [406, { action: 'stop', state: 'banned' }],
  // The version of the protocol is too old, or the account has no linked devices.
  [405, { action: 'stop', state: 'refused' }],
  [409, { action: 'stop', state: 'refused' }],
  [411, { action: 'stop', state: 'refused' }],
]);

export function meaningOf(code) {
  return MEANINGS.get(code) ?? { action: 'again', state: 'connecting' };
}

const PAUSE_FIRST_MS = 1_000;
const PAUSE_MAX_MS = 300_000;

/** Before the n-th attempt, counted from 0: doubled each time, never exactly when others come. */
export function pauseBefore(attempt, random = Math.random) {
  const full = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** Math.min(attempt, 20));
  return Math.round(full * (0.75 + random() / 2));
}
