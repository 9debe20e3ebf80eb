import { expect, test } from 'vitest';
import { ask } from './client.ts';

test('says that the process is alive', async () => {
  const { status, body } = await ask('/healthz');
  expect(status).toBe(200);
  expect(body).toEqual({ status: 'ok' });
});

test('says that the database is there too', async () => {
  const { status, body } = await ask('/readyz');
  expect(status).toBe(200);
  expect(body).toEqual({ status: 'ok' });
});

test('counts requests by route, never by raw address, in Prometheus text', async () => {
  await ask('/api/v1/deals/lst_nobody');
  const { status, headers, text } = await ask('/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text).toMatch(/^# TYPE \w+ (counter|gauge|histogram|summary)$/m);
  const counted = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
  expect(counted.some((line) => line.includes('route="/api/v1/deals/:id"'))).toBe(true);
  expect(text).not.toContain('lst_nobody');
});

test('gives every answer a correlation id of its own', async () => {
  const ids = await Promise.all(
    [1, 2, 3].map(async () => (await ask('/healthz')).headers.get('x-correlation-id')),
  );
  expect(new Set(ids).size).toBe(3);
  expect(ids.every(Boolean)).toBe(true);
});
