// The code that somebody scans with a phone to link it. Whoever sees it can take the number over: it is drawn for those who
// may, and written nowhere.
import { renderSVG, renderUnicodeCompact } from 'uqr';

export const svgOf = (qr) => renderSVG(qr.text, { border: 4, pixelSize: 6 });

/** For a terminal, dark or light: the dots are drawn and the border too. */
export const drawingOf = (qr) => renderUnicodeCompact(qr.text, { border: 2 });

const SAID = {
  starting: 'Starting.',
  needs_pairing: 'No phone is linked.',
  connecting: 'Connecting to WhatsApp …',
  open: 'Linked and connected.',
  replaced: 'Another process uses the same link. Stop it, then resume.',
  logged_out: 'The phone has removed the link. Link it anew.',
  banned: 'WhatsApp has banned the number.',
  refused: 'WhatsApp does not take this client: a newer version is needed, or the account has no linked devices.',
};

const HOW = 'On the phone: WhatsApp › Settings › Linked devices › Link a device. Each code lives for some seconds.';

const PAGE = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>body{font:1rem system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem}
button,input{font:inherit;padding:.4rem .8rem}img{background:#fff;max-width:100%}</style><h1>${title}</h1>${body}</html>`;

export const signInPage = (failed) =>
  PAGE('Link a phone', `${failed ? '<p role="alert">That is not the administrator’s token.</p>' : ''}
<form method="post" action="sign-in"><p><label>Administrator’s token <input type="password" name="token" autocomplete="off"
 required autofocus></label> <button>Sign in</button></form>`);

/** Comes again by itself while something is going on. */
export function statePage({ state, qr }) {
  const refresh = qr || state === 'connecting' ? '<meta http-equiv="refresh" content="3">' : '';
  const button = (action, label) => `<form method="post" action="${action}"><button>${label}</button></form>`;
  const parts = {
    needs_pairing: button('pair', 'Show the code'),
    logged_out: button('pair', 'Show the code'),
    replaced: button('resume', 'Resume'),
    banned: button('resume', 'Try again'),
    refused: button('resume', 'Try again'),
  };
  const code = qr ? `<p>${HOW}</p><img alt="Code to scan" src="data:image/svg+xml;base64,${Buffer.from(svgOf(qr)).toString('base64')}">` : '';
  return PAGE('Link a phone', `${refresh}<p>${qr ? 'Scan this code.' : SAID[state]}</p>${code}${parts[state] ?? ''}`);
}
