// A bot as somebody else would write it, on a library that knows nothing of us. Says in lines of JSON what it did.
import { Agent } from "node:http";
import { Keyboard, VK } from "vk-io";

const { API_ROOT: apiBaseUrl, TOKEN: token, GROUP: group } = process.env;
const say = (did, what = {}) => console.log(JSON.stringify({ did, ...what }));
const agent = new Agent({ keepAlive: true });
const options = { token, agent, apiBaseUrl, pollingGroupId: Number(group), apiVersion: "5.199", apiLimit: 15 };
const vk = new VK(options);
const packing = new VK({ ...options, apiMode: "parallel" });
const randomId = () => Math.floor(Math.random() * 2 ** 31);

vk.updates.on("message_new", async (context) => {
  if (context.text === "greet me") {
    const [sent] = await vk.api.messages.send({
      peer_ids: [context.peerId],
      random_id: randomId(),
      message: "Hello there",
      forward: JSON.stringify({
        peer_id: context.peerId,
        conversation_message_ids: [context.conversationMessageId],
        is_reply: true,
      }),
    });
    await vk.api.messages.edit({
      peer_id: context.peerId,
      cmid: sent.conversation_message_id,
      message: "Hello again",
      keep_forward_messages: 1,
    });
    await vk.api.messages.sendReaction({ peer_id: context.peerId, cmid: context.conversationMessageId, reaction_id: 4 });
    say("greeted", { message: String(sent.conversation_message_id), shows: context.clientInfo.button_actions });
  } else if (context.text === "show me") {
    const photo = await vk.upload.messagePhoto({
      peer_id: context.peerId,
      source: { value: Buffer.alloc(4321, 1), filename: "picture.png", contentType: "image/png" },
    });
    const [sent] = await vk.api.messages.send({
      peer_ids: [context.peerId],
      random_id: randomId(),
      message: "A picture",
      attachment: String(photo),
    });
    say("showed", { message: String(sent.conversation_message_id) });
  } else if (context.text === "ask me") {
    const keyboard = Keyboard.builder()
      .callbackButton({ label: "Yes", payload: { answer: "yes" }, color: Keyboard.POSITIVE_COLOR })
      .urlButton({ label: "Why?", url: "https://example.org" })
      .inline();
    const [sent] = await vk.api.messages.send({
      peer_ids: [context.peerId],
      random_id: randomId(),
      message: "Shall I?",
      keyboard: String(keyboard),
    });
    say("asked", { message: String(sent.conversation_message_id) });
  } else if (context.text === "tell many") {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        packing.api.messages.send({ peer_ids: [context.peerId], random_id: randomId(), message: `Part ${i}` })));
    say("told", { messages: answers.map(([sent]) => sent.conversation_message_id) });
  } else if (context.hasAttachments("doc")) {
    const [doc] = context.getAttachments("doc");
    const bytes = await (await fetch(doc.url)).arrayBuffer();
    say("downloaded", { name: doc.title, bytes: bytes.byteLength });
  } else {
    say("heard", { text: context.text, chat: String(context.chatId ?? "") });
  }
});

vk.updates.on("message_event", async (context) => {
  await context.answer({ type: "show_snackbar", text: "As you wish" });
  say("answered", { payload: context.eventPayload });
});

const [me] = (await vk.api.groups.getById({ group_id: group })).groups;
say("introduced", { name: me.name });

try {
  await vk.api.messages.send({ peer_id: 1, random_id: randomId(), message: "To a stranger" });
} catch (error) {
  say("refused", { code: error.code });
}

await vk.updates.startPolling();
say("polling");
process.stdin.on("end", () => process.exit(0)).resume();
