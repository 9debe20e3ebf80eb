import { describeConformance } from '../_kit/conformance.ts';
import { readGoldens } from '../_kit/read-goldens.ts';
import { govdeals } from './source.ts';

describeConformance(
  govdeals,
  ['capture-rows', 'search-rows', 'sold-pages'].flatMap((name) =>
    readGoldens(new URL(`./fixtures/${name}.json`, import.meta.url)),
  ),
);
