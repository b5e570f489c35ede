// An app as somebody else would write it, on Slack's own libraries, which know nothing of us. Says in lines of JSON what
// it did.
import { SocketModeClient, LogLevel } from '@slack/socket-mode';
import { WebClient, WebClientEvent } from '@slack/web-api';

const { SLACK_API_URL: slackApiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = process.env;
const say = (did, what = {}) => console.log(JSON.stringify({ did, ...what }));
const web = new WebClient(botToken, { slackApiUrl, logLevel: LogLevel.ERROR });
const socket = new SocketModeClient({ appToken, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });

web.on(WebClientEvent.RATE_LIMITED, (seconds) => say('throttled', { seconds }));

const doings = {
  'greet me': async ({ channel, ts }) => {
    const sent = await web.chat.postMessage({ channel, thread_ts: ts, text: 'Hello *there*' });
    await web.reactions.add({ channel, timestamp: ts, name: 'thumbsup' });
    await web.chat.update({ channel, ts: sent.ts, text: 'Hello again' });
    say('greeted', { message: sent.ts });
  },
  'take it back': async ({ channel }) => {
    const sent = await web.chat.postMessage({ channel, text: 'A mistake' });
    await web.chat.delete({ channel, ts: sent.ts });
    const history = await web.conversations.history({ channel, limit: 5 });
    say('took back', { left: history.messages.filter((m) => m.ts === sent.ts).length });
  },
  'show me': async ({ channel }) => {
    const shown = await web.filesUploadV2({
      channel_id: channel,
      initial_comment: 'A picture',
      filename: 'picture.png',
      file: Buffer.alloc(4321, 1),
    });
    say('showed', { files: shown.files.flatMap((f) => f.files).map((f) => f.id) });
  },
  'ask me': async ({ channel }) => {
    const button = (label, value) => ({
      type: 'button',
      action_id: value,
      value,
      text: { type: 'plain_text', text: label },
    });
    const asked = await web.chat.postMessage({
      channel,
      text: 'Shall I?',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: 'Shall I?' } },
        { type: 'actions', elements: [button('Yes', 'yes-1'), button('No', 'no-1')] },
      ],
    });
    say('asked', { message: asked.ts });
  },
  'let me choose': async ({ channel }) => {
    const options = [{ text: { type: 'plain_text', text: 'Order' }, value: 'order-1' }];
    const menu = { type: 'static_select', action_id: 'what', placeholder: { type: 'plain_text', text: 'What?' }, options };
    const asked = await web.chat.postMessage({ channel, text: 'Well?', blocks: [{ type: 'actions', elements: [menu] }] });
    say('offered', { message: asked.ts });
  },
  'write badly': async ({ channel }) => {
    const refused = async (blocks) => {
      try {
        await web.chat.postMessage({ channel, text: 'x', blocks });
        return 'taken';
      } catch (e) {
        return e.data?.error ?? String(e);
      }
    };
    const label = { type: 'plain_text', text: 'x'.repeat(76) };
    say('refused', {
      blocks: await refused([{ type: 'actions', elements: [{ type: 'button', action_id: 'a', text: label }] }]),
      unknown: await refused([{ type: 'telepathy' }]),
    });
  },
};

socket.on('message', async ({ event, ack, retry_num: again }) => {
  await ack();
  if (event.bot_id || event.subtype === 'message_changed' || event.subtype === 'message_deleted') return;
  say('heard', { text: event.text, ts: event.ts, again });
  try {
    await doings[event.text]?.(event);
  } catch (e) {
    say('failed', { why: String(e) });
  }
});
socket.on('reaction_added', async ({ event, ack }) => {
  await ack();
  say('noticed', { name: event.reaction });
});
const form = {
  type: 'modal',
  callback_id: 'order',
  notify_on_close: true,
  title: { type: 'plain_text', text: 'Your order' },
  submit: { type: 'plain_text', text: 'Order' },
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'name', min_length: 2 },
    },
  ],
};
const open = async (trigger_id) => {
  try {
    return (await web.views.open({ trigger_id, view: form })).view.id;
  } catch (e) {
    return e.data.error;
  }
};
const filledIn = async (body, ack) => {
  const name = body.view.state.values.name.name.value;
  await ack(name === 'Nobody' ? { response_action: 'errors', errors: { name: 'Who?' } } : undefined);
  say('read', { name, form: body.view.callback_id });
};

socket.on('interactive', async ({ body, ack }) => {
  if (body.type === 'view_submission') return filledIn(body, ack);
  await ack();
  if (body.type === 'view_closed') return say('closed', { form: body.view.callback_id });
  if (body.actions[0].type === 'static_select') {
    const view = await open(body.trigger_id);
    return say('opened', { picked: body.actions[0].selected_option.value, view, again: await open(body.trigger_id) });
  }
  await fetch(body.response_url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', text: 'As you wish' }),
  });
  say('answered', { value: body.actions[0].value });
});
socket.on('slash_commands', async ({ body, ack }) => {
  await ack({ text: 'Noted' });
  say('ordered', { command: body.command, text: body.text });
});
socket.on('connected', () => say('connected'));
socket.on('disconnected', () => say('disconnected'));

const me = await web.auth.test();
say('introduced', { user: me.user_id, bot: me.bot_id });
try {
  await web.chat.postMessage({ channel: 'D0STRANGER', text: 'To a stranger' });
} catch (e) {
  say('refused', { why: e.data.error });
}
await socket.start();
process.stdin.on('end', () => process.exit(0)).resume();
