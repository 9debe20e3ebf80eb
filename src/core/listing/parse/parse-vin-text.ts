import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

/**
 * 17 upper-case characters without I, O and Q (49 CFR 565.13). Says nothing of the check digit, which belongs to
 * the vehicle stage. Shorter, longer, masked (`…******`) and ill-lettered ones are problems, code `bad_vin`.
 */
export function parseVinText(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return problem('bad_vin', 'the VIN is not text');
  if (value.length > 60) return problem('bad_vin', 'the VIN is too long to be one');
  const vin = value.replace(/[\s-]/g, '').toUpperCase();
  if (vin.includes('*')) return problem('bad_vin', 'the VIN is masked');
  if (vin.length !== 17) return problem('bad_vin', `the VIN has ${vin.length} characters, not 17`);
  if (/[IOQ]/.test(vin)) return problem('bad_vin', 'the VIN has an I, O or Q, which no VIN has');
  if (!/^[A-Z0-9]{17}$/.test(vin))
    return problem('bad_vin', 'the VIN has something else than letters and digits');
  return ok(vin);
}
