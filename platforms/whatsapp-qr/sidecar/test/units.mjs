// Runs the tests of the sidecar's parts, and tells each in a line.
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');
let passed = 0;
const failed = [];
const files = ['parts.test.mjs'].map((file) => fileURLToPath(new URL(file, import.meta.url)));
for await (const { type, data } of run({ files })) {
  if (type === 'test:pass' && data.nesting === 0 && !data.name.endsWith('.mjs')) {
    passed += 1;
  } else if (type === 'test:fail') {
    failed.push(`${data.name}: ${data.details.error.cause?.message ?? data.details.error.message}`);
  }
}
tell({ ended: true, passed, failed });
