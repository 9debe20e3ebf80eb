import { describe, expect, it } from 'vitest';
import { createVinDecoder } from '../../core/vehicle/vin-decoder.ts';
import { loadVinIndex } from './load-vin-index.ts';

describe('loadVinIndex', () => {
  it('reads the shipped index, which decodes', () => {
    expect(createVinDecoder(loadVinIndex()).decode('1FTEW1E88AFD74475')).toMatchObject({
      make: 'Ford',
      model: 'F-150',
      year: 2010,
    });
  });
  it('throws for a file that is missing', () => {
    expect(() => loadVinIndex('/nonexistent/vpic-index.txt.gz')).toThrow();
  });
});
