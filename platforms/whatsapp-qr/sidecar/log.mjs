// One line of JSON for what an operator must know. Never a message, a key, a code to scan, nor what a library prints: it
// prints sessions.
for (const way of ['log', 'info', 'warn', 'error', 'debug', 'trace']) {
  console[way] = () => {};
}

export function log(event, facts = {}) {
  process.stdout.write(JSON.stringify({ at: new Date().toISOString(), event, ...facts }) + '\n');
}

/** What baileys logs to. */
export const silent = {
  level: 'silent',
  child: () => silent,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};
