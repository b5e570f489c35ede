// Drives a browser: does what it is told, a line of JSON each, and tells what came of it likewise.
import { createInterface } from 'node:readline';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const { CHROMIUM: executablePath, PAGE: address, PICTURES: pictures } = process.env;
const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');
mkdirSync(pictures, { recursive: true });

// One profile: its tabs share what the browser keeps. Root has no sandbox to put pages into.
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const profile = await browser.newContext({ viewport: { width: 900, height: 700 } });
profile.setDefaultTimeout(45_000);
const tabs = {};
const connected = (page) => page.locator('#milena-chat[data-state=connected]').waitFor({ state: 'attached' });

const deeds = {
  open: async ({ tab }) => {
    const page = (tabs[tab] = await profile.newPage());
    page.on('pageerror', (error) => process.stderr.write(`${tab}: ${error}\n`));
    await page.goto(address);
    await connected(page);
  },
  // Something between lets no WebSocket through.
  openWithoutSockets: async ({ tab }) => {
    const page = (tabs[tab] = await profile.newPage());
    await page.addInitScript(() => {
      window.WebSocket = class { constructor() { setTimeout(() => this.onclose({ code: 1006 })); } };
    });
    await page.goto(address);
    await connected(page);
  },
  // The first word is refused for now, as when Kafka is away.
  openAndBeRefused: async ({ tab }) => {
    const page = (tabs[tab] = await profile.newPage());
    await page.routeWebSocket(/\/socket$/, (socket) => {
      const hub = socket.connectToServer();
      let refused = false;
      socket.onMessage((text) => {
        const { type, id } = JSON.parse(text);
        if (type !== 'message' || refused) return hub.send(text);
        refused = true;
        socket.send(JSON.stringify({ type: 'refused', id, status: 503 }));
      });
    });
    await page.goto(address);
    await connected(page);
  },
  reload: async ({ tab }) => { await tabs[tab].reload(); await connected(tabs[tab]); },
  close: ({ tab }) => tabs[tab].close(),
  write: async ({ tab, text }) => {
    const box = tabs[tab].getByRole('textbox');
    await box.fill(text);
    await box.press('Enter');
  },
  // Once the hub has taken it, where it is the visitor's own.
  sees: ({ tab, text }) => tabs[tab].locator('.message:not(.pending)', { hasText: text }).waitFor(),
  reads: ({ tab }) => tabs[tab].locator('.message').allInnerTexts(),
  picture: ({ tab, text }) => tabs[tab].screenshot({ path: `${pictures}/${text}.png` }).then(() => null),
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  try {
    tell({ done: order.do, result: (await deeds[order.do](order)) ?? null });
  } catch (error) {
    tell({ failed: order.do, why: String(error.message) });
  }
}
await browser.close();
