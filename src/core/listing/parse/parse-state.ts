import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

/** USPS Publication 28, appendix B. */
const names =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|GU Guam|VI Virgin Islands|AS American Samoa|MP Northern Mariana Islands';

const codeByName = new Map<string, string>();
for (const entry of names.split('|')) {
  const code = entry.slice(0, 2);
  codeByName.set(code, code);
  codeByName.set(entry.slice(3).toUpperCase(), code);
}

/** Two capital letters from a US state's or territory's name or code, in any case. */
export function parseState(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return problem('bad_state', 'the state is not text');
  const code = codeByName.get(value.trim().toUpperCase());
  return code === undefined ? problem('bad_state', 'not a US state or territory') : ok(code);
}
