// A bot as somebody else would write it, on a library that knows nothing of us. Says in lines of JSON what it did.
import { createServer } from "node:http";
import { Bot, InlineKeyboard, InputFile, webhookCallback } from "grammy";

const { API_ROOT: apiRoot, TOKEN: token } = process.env;
const SECRET = "real_client_secret-1";
const bot = new Bot(token, { client: { apiRoot } });
const say = (did, what = {}) => console.log(JSON.stringify({ did, ...what }));

bot.hears("stop polling", async () => {
  say("stopping");
  // Not awaited: the library ends its loop only after this handler.
  bot.stop();
});

bot.hears("greet me", async (ctx) => {
  const sent = await ctx.reply("Hello there", { reply_parameters: { message_id: ctx.msg.message_id } });
  await ctx.react("👍");
  await ctx.api.editMessageText(ctx.chat.id, sent.message_id, "<b>Hello</b> again", { parse_mode: "HTML" });
  say("greeted", { message: sent.message_id });
});

bot.hears("show me", async (ctx) => {
  const photo = await ctx.replyWithPhoto(new InputFile(Buffer.alloc(4321, 1), "picture.png"), { caption: "A picture" });
  say("showed", { message: photo.message_id, fileId: photo.photo.at(-1).file_id });
});

bot.hears("ask me", async (ctx) => {
  const keyboard = new InlineKeyboard().text("Yes", "yes-1").url("Why?", "https://example.org");
  const question = await ctx.reply("Shall I?", { reply_markup: keyboard });
  say("asked", { message: question.message_id });
});

bot.callbackQuery("yes-1", async (ctx) => {
  await ctx.answerCallbackQuery("As you wish");
  say("answered", { query: ctx.callbackQuery.id });
});

bot.on("message:document", async (ctx) => {
  const file = await ctx.getFile();
  const response = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  const bytes = await response.arrayBuffer();
  say("downloaded", { name: ctx.msg.document.file_name, bytes: bytes.byteLength });
});

bot.on("message_reaction", (ctx) => {
  const { emojiAdded } = ctx.reactions();
  say("noticed", { emoji: emojiAdded });
});

bot.on("message:text", (ctx) => say("heard", { text: ctx.msg.text, update: ctx.update.update_id }));
bot.catch((e) => say("failed", { why: String(e.error) }));

const me = await bot.api.getMe();
say("introduced", { username: me.username });

try {
  await bot.api.sendMessage(1, "To a stranger");
} catch (e) {
  say("refused", { code: e.error_code, why: e.description });
}

await bot.start({
  allowed_updates: ["message", "callback_query", "message_reaction"],
  onStart: () => say("polling"),
});

const hook = webhookCallback(bot, "http", { secretToken: SECRET });
const server = createServer((request, response) => hook(request, response));
server.listen(0, "127.0.0.1", async () => {
  await bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: SECRET });
  const info = await bot.api.getWebhookInfo();
  say("hooked", { pending: info.pending_update_count });
});
process.stdin.on("end", () => process.exit(0)).resume();
