import { describeConformance } from '../_kit/conformance.ts';
import { readGoldens } from '../_kit/read-goldens.ts';
import { publicsurplus } from './source.ts';

describeConformance(publicsurplus, readGoldens(new URL('./fixtures/list-rows.json', import.meta.url)));
