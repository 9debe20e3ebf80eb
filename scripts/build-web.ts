/** npm run build: the web bundle, as the first start makes it. */
import path from 'node:path';
import { buildWeb } from '../src/platform/web/build-web.ts';

await buildWeb(path.join(import.meta.dirname, '..'), (step) => process.stdout.write(`${step}\n`));
