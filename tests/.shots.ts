import { chromium } from '/work/wt/audit/node_modules/playwright-core/index.mjs';
import { startProgram, signInOwner } from '/work/wt/audit/tests/support/start-program.ts';
const program = await startProgram();
try {
  const { cookie } = await signInOwner(program.url);
  const post = (p: string, body: unknown, method = 'POST') => fetch(program.url + '/api/v1' + p, { method, headers: { 'content-type': 'application/json', cookie, origin: program.url }, body: JSON.stringify(body) });
  for (let i = 0; i < 6; i++) await post('/auth/sign-in', { email: 'owner@example.com', password: 'wrong' });
  await post('/invitations', { email: 'buyer.with.a.long.address@some-dealership.example.com', role: 'buyer' });
  await post('/alert-channels', { kind: 'webhook', target: 'https://hooks.example.com/services/a-rather-long-path/of-a-webhook', minSeverity: 'warning' });
  await post('/profile', { homeZip: '90001', targetMarginCents: 300000 }, 'PUT');
  await post('/account/exports', {});
  await post('/api-keys', { name: 'nightly', role: 'viewer' });
  await new Promise((r) => setTimeout(r, 4000));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
  for (const [w, scheme] of [[1440, 'light'], [1440, 'dark'], [360, 'light'], [360, 'dark']] as const) {
    const context = await browser.newContext({ baseURL: program.url, viewport: { width: w, height: 900 }, colorScheme: scheme, reducedMotion: 'reduce' });
    await context.addCookies(cookie.split('; ').filter(Boolean).map((pair) => { const i = pair.indexOf('='); return { name: pair.slice(0, i), value: pair.slice(i + 1), url: program.url }; }));
    const page = await context.newPage();
    for (const path of ['rejects', 'members', 'audit', 'dealership', 'privacy', 'security']) {
      await page.goto('/' + path, { waitUntil: 'networkidle' });
      await page.screenshot({ path: `/tmp/shots/${path}-${w}-${scheme}.png`, fullPage: path !== 'audit' && path !== 'rejects' });
    }
    await context.close();
  }
  await browser.close();
} finally { await program.stop(); }
