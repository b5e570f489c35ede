// Drives Mattermost's own client library: does what it is told, a line of JSON each, and tells what it hears likewise.
import { createInterface } from 'node:readline';
import mattermost from '@mattermost/client';
import WebSocket from 'ws';

globalThis.WebSocket = WebSocket;
const { MM_URL: url, MM_TOKEN: token, MM_SIGN_IN: signIn } = process.env;
const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');

const rest = new mattermost.Client4();
rest.setUrl(url);
rest.setToken(token);

// A client with a header can take up a connection that it had; one that signs in afterwards cannot.
const headers = signIn === 'header' ? { headers: { Authorization: `Bearer ${token}` } } : {};
const socket = new mattermost.WebSocketClient({
  minWebSocketRetryTime: 50,
  reconnectJitterRange: 10,
  newWebSocketFn: (address) => new WebSocket(address, headers),
});
socket.addMessageListener((message) => tell({ event: message.event, seq: message.seq, data: message.data }));
socket.addMissedMessageListener(() => tell({ missed: true }));
socket.addReconnectListener(() => tell({ reconnected: true }));
socket.initialize(`${url.replace('http', 'ws')}/api/v4/websocket`, signIn === 'header' ? undefined : token);

const deeds = {
  me: () => rest.getMe(),
  send: ({ channel, text, root }) => rest.createPost({ channel_id: channel, message: text, root_id: root ?? '' }),
  edit: ({ post, text }) => rest.patchPost({ id: post, message: text }),
  remove: ({ post }) => rest.deletePost(post),
  react: ({ user, post, emoji }) => rest.addReaction(user, post, emoji),
  unreact: ({ user, post, emoji }) => rest.removeReaction(user, post, emoji),
  since: ({ channel, since }) => rest.getPostsSince(channel, since),
  fillIn: ({ url, callback, state, channel, submission }) =>
    rest.submitInteractiveDialog({ url, callback_id: callback, state, channel_id: channel, submission, cancelled: false }),
  upload: ({ channel, name, text }) => {
    const form = new FormData();
    form.append('channel_id', channel);
    form.append('files', new Blob([text], { type: 'text/plain' }), name);
    return rest.uploadFile(form);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  try {
    tell({ done: order.do, result: await deeds[order.do](order) });
  } catch (error) {
    tell({ failed: order.do, status: error.status_code, id: error.server_error_id, message: String(error.message) });
  }
}
