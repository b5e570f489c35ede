// A bot on discord.js that says what it hears and does what it is told, in lines of JSON.
const { Client, GatewayIntentBits, Partials } = require('discord.js');
const readline = require('node:readline');

const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');

const client = new Client({
  intents: [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.DirectMessages,
    GatewayIntentBits.DirectMessageReactions,
    GatewayIntentBits.MessageContent,
  ],
  partials: [Partials.Channel, Partials.Message, Partials.Reaction, Partials.User],
  rest: { api: process.env.API, version: '10' },
});

client.once('clientReady', () => say({ heard: 'ready', id: client.user.id }));
client.on('messageCreate', (m) =>
  say({ heard: 'message', id: m.id, channel: m.channelId, text: m.content, own: m.author.id === client.user.id }));
client.on('messageUpdate', (_, m) => say({ heard: 'edit', id: m.id, text: m.content }));
client.on('messageReactionAdd', (r) => say({ heard: 'reaction', id: r.message.id, emoji: r.emoji.name }));
const form = {
  custom_id: 'order',
  title: 'Your order',
  components: [
    { type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1, min_length: 2, required: true } },
    {
      type: 18,
      label: 'Size',
      component: { type: 3, custom_id: 'size', options: [{ label: 'Large', value: 'l' }, { label: 'Small', value: 's' }] },
    },
  ],
};

client.on('interactionCreate', async (i) => {
  if (i.isModalSubmit()) {
    await i.deferUpdate();
    const name = i.fields.getTextInputValue('name');
    say({ heard: 'form', customId: i.customId, name, size: i.fields.getStringSelectValues('size') });
    return;
  }
  if (i.isStringSelectMenu()) {
    await i.showModal(form);
    say({ did: 'form', picked: i.values });
    return;
  }
  await i.deferUpdate();
  say({ heard: 'press', id: i.id, customId: i.customId });
  await i.followUp({ content: 'Noted', ephemeral: true });
  say({ did: 'answer' });
});
client.on('shardResume', () => say({ heard: 'resumed' }));
client.on('error', (e) => say({ failed: String(e) }));

const orders = {
  send: async (o) => {
    const channel = await client.channels.fetch(o.channel);
    const message = await channel.send({
      content: o.text,
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Yes', custom_id: 'yes' }] }],
      files: [{ attachment: Buffer.from('hello'), name: 'hello.txt' }],
    });
    say({ did: 'send', id: message.id });
  },
  offer: async (o) => {
    const channel = await client.channels.fetch(o.channel);
    const menu = { type: 3, custom_id: 'what', placeholder: 'What?', options: [{ label: 'Order', value: 'order' }] };
    const message = await channel.send({ content: 'Well?', components: [{ type: 1, components: [menu] }] });
    say({ did: 'offer', id: message.id });
  },
  edit: async (o) => {
    const channel = await client.channels.fetch(o.channel);
    const message = await channel.messages.fetch(o.id);
    await message.edit(o.text);
    say({ did: 'edit', id: message.id });
  },
  react: async (o) => {
    const channel = await client.channels.fetch(o.channel);
    const message = await channel.messages.fetch(o.id);
    await message.react(o.emoji);
    say({ did: 'react', id: message.id });
  },
  remove: async (o) => {
    const channel = await client.channels.fetch(o.channel);
    const message = await channel.messages.fetch(o.id);
    await message.delete();
    say({ did: 'remove', id: o.id });
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line);
  orders[order.order](order).catch((e) => say({ failed: String(e), order: order.order }));
});

client.login(process.env.TOKEN).catch((e) => say({ failed: String(e), order: 'login' }));
