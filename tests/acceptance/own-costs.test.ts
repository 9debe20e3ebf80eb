import { afterAll, describe, expect, test } from 'vitest';
import { appraise, ask, type Json, send } from './client.ts';
import { exampleRequest } from './requests.ts';

const profileOf = async (): Promise<Json> => (await ask('/api/v1/profile')).body;
const put = (body: Json) => send('PUT', '/api/v1/profile', body);
const before = await profileOf();
// own figures are put back one by one: what is left out of them stays
afterAll(async () => {
  const now = await profileOf();
  const costFigures = Object.fromEntries(Object.keys(now.costFigures).map((key) => [key, null]));
  await put({ ...before, costFigures: { ...costFigures, ...before.costFigures } });
});

const total = async (profile: Json, over: Json = {}): Promise<number> =>
  (await appraise({ ...exampleRequest, ...over, profile: { ...exampleRequest.profile, ...profile } })).costs
    .totalCents;

describe('own costs', () => {
  test('every figure of reconditioning, holding, tax, title and transport is listed and can be set', async () => {
    const { body } = await ask('/api/v1/profile/cost-figures');
    const groups = new Set(body.figures.map((figure: Json) => figure.group));
    for (const group of ['selling', 'whole', 'title', 'discounts', 'recon', 'defects', 'transport', 'size'])
      expect(groups).toContain(group);
    const changes: Json = { costFigures: {} };
    for (const figure of body.figures) {
      const value = figure.unit === 'days' ? 33 : Math.min(figure.most, (figure.standard ?? 0) + 0.5);
      const whole = figure.unit === 'cents' ? Math.ceil(value) : value;
      (figure.in === 'profile' ? changes : changes.costFigures)[figure.key] = whole;
    }
    expect((await put(changes)).status).toBe(200);
    const saved = await profileOf();
    expect(saved).toMatchObject(changes);
    // null puts each standard back, and leaves the others
    const { reconCents: _recon, ...rest } = changes;
    const nothing: Json = Object.fromEntries(Object.keys(rest).map((key) => [key, null]));
    nothing.costFigures = Object.fromEntries(Object.keys(changes.costFigures).map((key) => [key, null]));
    expect((await put(nothing)).status).toBe(200);
    expect(await profileOf()).toMatchObject({ reconCents: changes.reconCents, costFigures: {} });
    await put({ reconCents: null });
  });

  test('an own figure changes the bill of a lot that it concerns, and its line says so', async () => {
    const standard = await appraise(exampleRequest);
    const own = await appraise({
      ...exampleRequest,
      profile: { ...exampleRequest.profile, costFigures: { recon_rust: 90_000 } },
    });
    expect(own.costs.totalCents - standard.costs.totalCents).toBe(40_000);
    expect(own.costs.lines.find((line: Json) => line.basis.startsWith('rust:')).basis).toContain(
      'own figure',
    );
    expect(own.assessment.maxBidCents).toBeLessThan(standard.assessment.maxBidCents);
  });

  test('a certificate counts in its state and to its last day', async () => {
    const none = { resaleCertificate: false };
    const texas = (expiresOn: string | null) => ({
      ...none,
      resaleCertificates: [{ state: 'TX', expiresOn }],
    });
    const taxed = await total(none);
    expect(await total(texas(null))).toBeLessThan(taxed);
    // the lot is appraised as of 23 November 2026
    expect(await total(texas('2026-11-23'))).toBe(await total(texas(null)));
    expect(await total(texas('2026-11-22'))).toBe(taxed);
    expect(await total({ ...none, resaleCertificates: [{ state: 'OH', expiresOn: null }] })).toBe(taxed);
    expect(await total({ resaleCertificate: true, resaleCertificateExpiresOn: '2026-11-22' })).toBe(taxed);
  });

  test('flying out is counted where it is cheaper', async () => {
    const saved = (await total({})) - (await total({ flyAndDrive: true }));
    expect(saved).toBeGreaterThan(10_000);
    expect(await total({ flyAndDrive: true }, { description: 'Does not run.' })).toBe(
      await total({}, { description: 'Does not run.' }),
    );
  });

  test('a lot’s page marks approximate costs and says how sure an estimated grade is', async () => {
    const { conditionGrade: _grade, ...ungraded } = exampleRequest;
    const answer = await appraise(ungraded);
    expect(answer.reading.estimatedGrade.mean).toBeGreaterThan(1);
    expect(answer.reading.estimatedGrade.sd).toBeGreaterThan(0.4);
    expect(answer.reading.estimatedGrade.basis).toContain('rust');
    const premium = answer.costs.lines.find((line: Json) => line.kind === 'buyer_premium');
    expect(premium.approximate).toContain('GovDeals');
    expect(answer.forecastClose.curve.floorCents).toBe(exampleRequest.currentBidCents);
  });
});

describe('bad settings', () => {
  test.each([
    [{ costFigures: { recon_rust: -1 } }, '/costFigures/recon_rust'],
    [{ costFigures: { recon_rust: 'a lot' } }, '/costFigures/recon_rust'],
    [{ costFigures: { recon_wholesale_share: 1.5 } }, '/costFigures/recon_wholesale_share'],
    [{ costFigures: { haul_enclosed: 11 } }, '/costFigures/haul_enclosed'],
    [{ costFigures: { recon_unheard_of: 5 } }, '/costFigures/recon_unheard_of'],
    [{ costFigures: [] }, '/costFigures'],
    [{ daysToSell: 0 }, '/daysToSell'],
    [{ daysToSell: 1.5 }, '/daysToSell'],
    [{ floorplanApr: 8.5 }, '/floorplanApr'],
    [{ salesTaxRatio: -0.01 }, '/salesTaxRatio'],
    [{ transportCents: 12.5 }, '/transportCents'],
    [{ reconCents: 1e15 }, '/reconCents'],
    [{ paymentMethod: 'gold' }, '/paymentMethod'],
    [{ flyAndDrive: 'yes' }, '/flyAndDrive'],
    [{ resaleCertificateExpiresOn: '2026-02-30' }, '/resaleCertificateExpiresOn'],
    [{ resaleCertificateExpiresOn: '0001-01-01' }, '/resaleCertificateExpiresOn'],
    [{ resaleCertificates: [{ state: 'Texas', expiresOn: null }] }, '/resaleCertificates/0/state'],
    [{ resaleCertificates: [{ state: 'TX', expiresOn: 'soon' }] }, '/resaleCertificates/0/expiresOn'],
    [
      {
        resaleCertificates: [
          { state: 'TX', expiresOn: null },
          { state: 'TX', expiresOn: null },
        ],
      },
      '/resaleCertificates',
    ],
    [{ resaleCertificateExpiresAt: '2026-01-01T00:00:00Z' }, '/resaleCertificateExpiresAt'],
  ])('%j is refused by the pointer of its field, and nothing is saved', async (changes, pointer) => {
    const stood = await profileOf();
    const answer = await put(changes);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(answer.body)).toContain(pointer);
    expect(await profileOf()).toEqual(stood);
    expect((await send('POST', '/api/v1/appraise', { ...exampleRequest, profile: changes })).status).toBe(
      400,
    );
  });
});
