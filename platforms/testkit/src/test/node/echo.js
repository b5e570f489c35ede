import { createInterface } from 'node:readline';

console.log('a line that a library prints');
console.log(JSON.stringify({ greeting: process.env.GREETING }));
for await (const line of createInterface({ input: process.stdin })) {
  const { say, fail } = JSON.parse(line);
  if (fail) throw new Error(fail);
  console.log(JSON.stringify({ said: say }));
}
