import { describeConformance } from '../_kit/conformance.ts';
import { readGoldens } from '../_kit/read-goldens.ts';
import { gsaListings } from './source.ts';

describeConformance(
  gsaListings,
  ['listings'].flatMap((name) => readGoldens(new URL(`./fixtures/${name}.json`, import.meta.url))),
);
