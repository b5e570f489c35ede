// A service as its developers would write it, on the library of Standard Webhooks: it hears the hub, answers in the
// response, and calls the hub when it is told to.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.SECRET);
const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  try {
    const event = webhook.verify(body, request.headers);
    tell({ said: 'heard', event });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ text: `You said: ${event.data.message.text}` }));
  } catch (error) {
    tell({ said: 'refused', why: error.message });
    response.writeHead(401).end();
  }
});
server.listen(0, '127.0.0.1', () => tell({ said: 'listening', port: server.address().port }));

for await (const line of createInterface({ input: process.stdin })) {
  const { url, ...message } = JSON.parse(line);
  const body = JSON.stringify(message);
  const id = `msg_${randomUUID()}`;
  const now = new Date();
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': `${Math.floor(now.getTime() / 1000)}`,
      'webhook-signature': webhook.sign(id, now, body),
    },
  });
  tell({ said: 'called', status: answer.status });
}
process.exit(0);
