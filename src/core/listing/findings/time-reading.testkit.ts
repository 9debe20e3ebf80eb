/** Prints what reading a lot costs: `node src/core/listing/findings/time-reading.testkit.ts`. */
import { loadGoldenLots } from './golden.testkit.ts';
import { readFindings } from './read-findings.ts';

const rounds = 200;
const lots = loadGoldenLots().filter(
  ({ description }) => description.length > 1_200 && description.length < 1_800,
);
const length = lots.reduce((sum, { description }) => sum + description.length, 0) / lots.length;
const times: number[] = [];
for (let round = 0; round < rounds; round++) {
  const began = performance.now();
  for (const { title, description } of lots) readFindings({ title, description });
  times.push(((performance.now() - began) * 1_000) / lots.length);
}
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(share * (rounds - 1))] ?? 0).toFixed(1);
console.log(
  `${lots.length} lots of ${Math.round(length)} characters on average, ${rounds} rounds: best ${at(0)}, median ${at(0.5)}, p90 ${at(0.9)} µs a lot`,
);
