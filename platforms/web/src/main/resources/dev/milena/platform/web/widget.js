// A chat for any page: <script src="https://hub.example.com/in/web/NAME/widget.js" async></script>
// Who the visitor is, the page says by one of
//   data-token="…"        a token that the page's own server has signed
//   data-token-url="/…"   where the page's own server gives one, as {"token":"…"}
// or by neither: then the visitor is a guest. Further: data-title, data-placeholder, data-open.
(() => {
  'use strict';
  const script = document.currentScript;
  const base = new URL(script.src).href.replace(/\/widget\.js.*$/, '');
  const words = {
    title: script.dataset.title || 'Chat',
    placeholder: script.dataset.placeholder || 'Write a message',
    away: 'Connecting…',
    elsewhere: 'This chat is open in many other places. Click to go on here.',
    gap: 'Earlier messages are not kept any more.',
    unknown: 'This chat cannot be opened from here.',
  };
  const AWAY_MIN = 500, AWAY_MAX = 30000, AGAIN_MS = 2000, TYPING_MS = 4000;
  const NOT_KNOWN = 4401, TOO_MANY = 4429;

  // Where this browser keeps what must outlive a page: the guest's token, and in this tab what is not yet taken.
  const keep = (store, name) => ({
    get: () => { try { return store().getItem(`milena:${base}:${name}`); } catch { return null; } },
    set: (value) => { try { value === null ? store().removeItem(`milena:${base}:${name}`) : store().setItem(`milena:${base}:${name}`, value); } catch { /* private window */ } },
  });
  const guest = keep(() => localStorage, 'guest');
  const unsent = keep(() => sessionStorage, 'outbox');

  // ---- what is seen -------------------------------------------------------------------------------------------------
  const host = document.createElement('div');
  host.id = 'milena-chat';
  const root = host.attachShadow({ mode: 'open' });
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };
  const style = make('style');
  style.textContent = `
    :host { all: initial; color-scheme: light dark; --front: #1d2330; --back: #fff; --soft: #eef1f6; --mine: #2f6fed; --on: #fff; }
    @media (prefers-color-scheme: dark) { :host { --front: #e8ebf2; --back: #1b1f29; --soft: #2a303d; --mine: #4d83f0; } }
    * { box-sizing: border-box; font: 15px/1.45 system-ui, sans-serif; }
    .door { position: fixed; right: 20px; bottom: 20px; width: 56px; height: 56px; border: 0; border-radius: 50%;
      background: var(--mine); color: var(--on); font-size: 24px; cursor: pointer; box-shadow: 0 4px 16px #0004; }
    .panel { position: fixed; right: 20px; bottom: 88px; width: min(370px, calc(100vw - 40px)); height: min(560px, calc(100vh - 110px));
      display: flex; flex-direction: column; background: var(--back); color: var(--front); border-radius: 14px; overflow: hidden;
      box-shadow: 0 8px 40px #0005; }
    .panel[hidden] { display: none; }
    header { padding: 12px 16px; background: var(--mine); color: var(--on); font-weight: 600; }
    .state { padding: 4px 16px; background: var(--soft); font-size: 13px; border: 0; color: inherit; text-align: left; }
    .state:empty { display: none; }
    .log { flex: 1; overflow-y: auto; padding: 12px; display: flex; flex-direction: column; gap: 8px; }
    .message { align-self: flex-start; max-width: 85%; padding: 8px 12px; border-radius: 12px; background: var(--soft);
      white-space: pre-wrap; overflow-wrap: anywhere; }
    .own { align-self: flex-end; background: var(--mine); color: var(--on); }
    .pending { opacity: .55; }
    .notice { align-self: center; font-size: 13px; opacity: .8; background: none; }
    .quote { border-left: 3px solid currentColor; padding-left: 8px; opacity: .7; font-size: 13px; max-height: 3em; overflow: hidden; }
    .buttons { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; }
    .buttons button, .buttons a { padding: 4px 10px; border: 1px solid currentColor; border-radius: 8px; background: none; color: inherit;
      cursor: pointer; text-decoration: none; }
    .pressed { font-weight: 700; }
    .marks { font-size: 13px; }
    .message img { max-width: 100%; border-radius: 8px; display: block; }
    .message a { color: inherit; } code, pre { font-family: ui-monospace, monospace; }
    form { display: flex; gap: 8px; padding: 10px; border-top: 1px solid var(--soft); }
    textarea { flex: 1; resize: none; border: 1px solid var(--soft); border-radius: 8px; padding: 8px; background: transparent; color: inherit; }
    form button { border: 0; border-radius: 8px; padding: 0 14px; background: var(--mine); color: var(--on); cursor: pointer; }`;
  const door = make('button', 'door');
  door.innerHTML = '<svg viewBox="0 0 24 24" width="26" fill="currentColor"><path d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"/></svg>';
  door.setAttribute('aria-label', words.title);
  const panel = make('section', 'panel');
  panel.hidden = !('open' in script.dataset);
  const state = make('button', 'state');
  const log = make('div', 'log');
  log.setAttribute('role', 'log');
  log.setAttribute('aria-live', 'polite');
  const form = make('form');
  const input = make('textarea');
  input.rows = 1;
  input.placeholder = words.placeholder;
  input.setAttribute('aria-label', words.placeholder);
  const typing = make('div', 'notice', '…');
  form.append(input, make('button', '', '➤'));
  panel.append(make('header', '', words.title), state, log, form);
  root.append(style, panel, door);
  door.onclick = () => { panel.hidden = !panel.hidden; if (!panel.hidden) { input.focus(); seen(); } };

  const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', code: 'code', pre: 'pre', quote: 'blockquote', spoiler: 'span' };
  const safe = (url) => (/^(https?:|mailto:)/i.test(url) ? url : null);
  const link = (url, text) => {
    const a = make('a', '', text);
    a.href = url; a.target = '_blank'; a.rel = 'noopener noreferrer';
    return a;
  };

  // Marks may overlap: the text is cut where any begins or ends, and each piece has those around it.
  const formatted = (text, marks = []) => {
    const whole = document.createDocumentFragment();
    const cuts = [...new Set([0, text.length, ...marks.flatMap((m) => [m.offset, m.offset + m.length])])].sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [from, to] = [cuts[i], cuts[i + 1]];
      let piece = document.createTextNode(text.slice(from, to));
      for (const mark of marks.filter((m) => m.offset <= from && m.offset + m.length >= to).reverse()) {
        const url = mark.type === 'link' && safe(mark.value || text.slice(mark.offset, mark.offset + mark.length));
        const around = url ? link(url) : TAGS[mark.type] ? make(TAGS[mark.type]) : null;
        if (around) { around.append(piece); piece = around; }
      }
      whole.append(piece);
    }
    return whole;
  };

  const messages = new Map();   // by id: what it says, and where it stands
  const fill = (message) => {
    const { element, entry } = message;
    element.replaceChildren();
    const asked = entry.replyTo && messages.get(entry.replyTo);
    if (asked) element.append(make('div', 'quote', asked.entry.text || '📎'));
    for (const file of entry.attachments || []) {
      const url = safe(file.url);
      if (!url) continue;
      const a = link(url, file.type === 'image' ? '' : `📎 ${file.name || file.type}`);
      if (file.type === 'image') { const img = make('img'); img.src = url; img.alt = file.name || ''; a.append(img); }
      element.append(a);
    }
    element.append(formatted(entry.text || '', entry.marks));
    const rows = make('div', 'buttons');
    for (const button of (entry.buttons || []).flat()) {
      if (button.url) { if (safe(button.url)) rows.append(link(button.url, button.label)); continue; }
      const b = make('button', entry.pressed === button.value ? 'pressed' : '', button.label);
      b.onclick = () => say({ type: 'press', message: entry.id, value: button.value, label: button.label, ...(button.id && { button: button.id }) });
      rows.append(b);
    }
    if (rows.childNodes.length) element.append(rows);
    if (message.reactions.size) element.append(make('div', 'marks', [...message.reactions].join(' ')));
  };
  const message = (entry) => {
    const known = messages.get(entry.id);
    if (known && !known.pending) return;
    if (known) known.element.remove();
    const added = { entry, reactions: new Set(), pending: entry.pending, element: make('div', `message${entry.own ? ' own' : ''}${entry.pending ? ' pending' : ''}`) };
    added.element.dataset.id = entry.id;
    messages.set(entry.id, added);
    const pending = !entry.pending && log.querySelector('.pending');
    pending ? pending.before(added.element) : log.append(added.element);
    fill(added);
    typing.remove();
    log.scrollTop = log.scrollHeight;
    if (!entry.own) seen();
  };
  const change = (id, how) => { const m = messages.get(id); if (m) { how(m); fill(m); } };
  const notice = (text) => { log.append(make('div', 'notice', text)); log.scrollTop = log.scrollHeight; };
  let stopTyping;
  const shows = {
    message,
    edited: (e) => change(e.id, (m) => { const { text, marks, buttons, attachments } = e; m.entry = { ...m.entry, text, marks, buttons, attachments: attachments || m.entry.attachments }; }),
    deleted: (e) => { messages.get(e.id)?.element.remove(); messages.delete(e.id); },
    reaction: (e) => change(e.id, (m) => (e.on ? m.reactions.add(e.emoji) : m.reactions.delete(e.emoji))),
    pressed: (e) => change(e.id, (m) => { m.entry.pressed = e.value; }),
    notice: (e) => notice(e.text),
    typing: () => { log.append(typing); clearTimeout(stopTyping); stopTyping = setTimeout(() => typing.remove(), TYPING_MS + 1000); },
  };

  // ---- what is said: kept until the hub has taken it, and said one by one, so that nothing overtakes what must wait ----
  const outbox = new Map(JSON.parse(unsent.get() || '[]'));
  let underWay;
  const store = () => unsent.set(outbox.size ? JSON.stringify([...outbox]) : null);
  const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, '0')).join('');
  const sayNext = () => {
    const [next] = outbox.values();
    if (!next || underWay || host.dataset.state !== 'connected') return;
    underWay = next.id;
    transport.say(next);
  };
  const sayAgain = () => { underWay = undefined; sayNext(); };
  const say = (frame) => {
    const whole = { id: newId(), ...frame };
    outbox.set(whole.id, whole);
    store();
    if (whole.type === 'message') message({ ...whole, own: true, pending: true });
    sayNext();
  };
  const settled = (id) => {
    outbox.delete(id);
    store();
    if (id === underWay) sayAgain();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) say({ type: 'message', text });
    input.value = '';
  };
  let typed = 0;
  input.onkeydown = (event) => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); } };
  input.oninput = () => { if (input.value && Date.now() - typed > TYPING_MS) { typed = Date.now(); transport?.say({ type: 'typing', id: newId() }); } };
  let lastSeen;
  const seen = () => {
    if (panel.hidden || document.hidden) return;
    const last = [...messages.values()].filter((m) => !m.entry.own).at(-1);
    if (last && last.entry.id !== lastSeen) { lastSeen = last.entry.id; say({ type: 'read', message: lastSeen }); }
  };
  document.addEventListener('visibilitychange', seen);

  // ---- how it gets there --------------------------------------------------------------------------------------------
  let transport, after, token, wait = AWAY_MIN, socketFails = 0;

  const hear = (frame) => {
    if (frame.type === 'ready') {
      wait = AWAY_MIN;
      state.textContent = '';
      host.dataset.state = 'connected';
      sayAgain();
    } else if (frame.type === 'taken') {
      settled(frame.id);
    } else if (frame.type === 'refused' && frame.status >= 500) {
      if (frame.id === underWay) setTimeout(sayAgain, AGAIN_MS);
    } else if (frame.type === 'refused' && frame.status !== 401) {
      settled(frame.id);          // never taken, however often it is said
    } else if (shows[frame.type]) {
      if (frame.gap) notice(words.gap);
      if (frame.event) after = frame.event;
      shows[frame.type](frame);
    }
  };
  const overWith = (code) => {
    transport = undefined;
    host.dataset.state = 'away';
    if (code === NOT_KNOWN) {
      token = undefined;
      if (!script.dataset.token) guest.set(null);
    }
    if (code === TOO_MANY) {
      state.textContent = words.elsewhere;
      state.onclick = () => { state.onclick = null; connect(); };
      return;
    }
    state.textContent = words.away;
    setTimeout(connect, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, AWAY_MAX);
  };

  const bySocket = () => {
    const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/socket`);
    let beat, heard = Date.now(), opened = false;
    const send = (frame) => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame)); };
    socket.onopen = () => { opened = true; socketFails = 0; send({ type: 'auth', token, ...(after && { after }) }); };
    socket.onmessage = (event) => {
      heard = Date.now();
      const frame = JSON.parse(event.data);
      if (frame.type === 'ready') {
        clearInterval(beat);
        beat = setInterval(() => (Date.now() - heard > 3 * frame.heartbeatMs ? socket.close() : send({ type: 'ping' })), frame.heartbeatMs);
      }
      hear(frame);
    };
    socket.onclose = (event) => { clearInterval(beat); if (!opened) socketFails++; overWith(event.code); };
    return { say: send };
  };
  // Where something between lets no WebSocket through: events are read, and each word is a call.
  const byEvents = () => {
    const events = new EventSource(`${base}/events?access_token=${encodeURIComponent(token)}${after ? `&after=${after}` : ''}`);
    let over = false;
    const end = (code) => { if (over) return; over = true; events.close(); overWith(code); };
    const say = async (frame) => {
      const { status } = await fetch(base, { method: 'POST', body: JSON.stringify(frame), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } }).catch(() => ({ status: 503 }));
      if (status === 401) end(NOT_KNOWN);
      else hear(status < 300 ? { type: 'taken', id: frame.id } : { type: 'refused', id: frame.id, status });
    };
    events.onmessage = (event) => hear(JSON.parse(event.data));
    events.onerror = () => end(0);
    return { say };
  };

  const findToken = async () => {
    if (script.dataset.token) return script.dataset.token;
    if (script.dataset.tokenUrl) return (await (await fetch(script.dataset.tokenUrl, { credentials: 'include' })).json()).token;
    if (!guest.get()) guest.set((await (await fetch(`${base}/guest`, { method: 'POST' })).json()).token);
    return guest.get();
  };
  const connect = async () => {
    try {
      token ??= await findToken();
    } catch {
      state.textContent = words.unknown;
      setTimeout(connect, AWAY_MAX);
      return;
    }
    transport = socketFails < 2 ? bySocket() : byEvents();
  };

  const begin = () => {
    document.body.append(host);
    for (const unsaid of outbox.values()) if (unsaid.type === 'message') message({ ...unsaid, own: true, pending: true });
    connect();
  };
  document.body ? begin() : document.addEventListener('DOMContentLoaded', begin);
})();
