import { describeConformance } from '../_kit/conformance.ts';
import { readGoldens } from '../_kit/read-goldens.ts';
import { copart } from './source.ts';

describeConformance(
  copart,
  ['sales-data-rows', 'lot-details'].flatMap((name) =>
    readGoldens(new URL(`./fixtures/${name}.json`, import.meta.url)),
  ),
);
