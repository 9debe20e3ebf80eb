import { describeConformance } from '../_kit/conformance.ts';
import { readGoldens } from '../_kit/read-goldens.ts';
import { gsaApi } from './source.ts';

describeConformance(
  gsaApi,
  ['pascal-case-lots', 'camel-case-lots'].flatMap((name) =>
    readGoldens(new URL(`./fixtures/${name}.json`, import.meta.url)),
  ),
);
