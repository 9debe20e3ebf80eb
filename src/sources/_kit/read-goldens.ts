import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { GoldenRecord } from './conformance.ts';

const goldens = z
  .array(z.object({ name: z.string(), observedAt: z.string(), raw: z.unknown(), expected: z.unknown() }))
  .min(1);

/** Golden records from a fixture file. */
export const readGoldens = (file: URL): readonly GoldenRecord[] =>
  goldens.parse(JSON.parse(readFileSync(file, 'utf8')));
