import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appraise, type Json } from './client.ts';
import { exampleRequest, without } from './requests.ts';
import { projectFolder, runCommand } from './run-command.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (args: readonly string[], stdin?: string) =>
  runCommand(args, { home, ...(stdin !== undefined && { stdin }) });

test('--help lists the commands with examples, and exits with 0', async () => {
  const { code, stdout } = await run(['--help']);
  expect(code).toBe(0);
  for (const command of ['ingest', 'deals', 'appraise', 'doctor']) expect(stdout).toContain(command);
  expect(stdout).toContain('$ npx dealerscope deals');
});

test('an unknown command, option or value says so on standard error and exits with 1', async () => {
  const wrong = [
    ['bidd'],
    ['deals', '--no-such-option'],
    ['appraise', '--year', ''],
    ['ingest', 'x.csv', '--observed-at', 'yesterday'],
  ];
  for (const { code, stdout, stderr } of await Promise.all(wrong.map((args) => run(args)))) {
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error: /m);
    expect(stderr).not.toMatch(/\n {4}at /);
  }
});

describe('appraise', () => {
  test('answers a bulk of lines in their order, a bad line in its place, as HTTP answers each', async () => {
    const requests = [
      exampleRequest,
      { ...exampleRequest, odometerMiles: 150_000 },
      without(exampleRequest, 'odometerMiles', 'vin'),
      { ...exampleRequest, source: 'ebay' },
    ];
    const lines = [
      JSON.stringify(requests[0]),
      '{"year":',
      JSON.stringify(requests[1]),
      '',
      '{"year":2013,"make":"Ford","model":"F-150","milage":1}',
      JSON.stringify(requests[2]),
      JSON.stringify(requests[3]),
    ];
    const { code, stdout } = await run(['appraise', '--jsonl'], `${lines.join('\n')}\n`);
    expect(code).toBe(0);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(answers).toHaveLength(6);
    expect(answers[1]).toMatchObject({ status: 400, code: 'invalid_json', correlationId: 'line-2' });
    expect(answers[3]).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/milage' }] });
    const overHttp = await Promise.all(requests.map((request) => appraise(request)));
    expect([answers[0], answers[2], answers[4], answers[5]]).toEqual(overHttp);
  });

  test('prints one car by options in words and as JSON, and says what is wrong with options', async () => {
    const options = [
      'appraise',
      ...['--year', '2013', '--make', 'Ford', '--model', 'F-150', '--trim', 'XLT'],
      ...['--miles', '91,000', '--grade', '3.4', '--source', 'govdeals', '--bid', '$4,100'],
      ...['--as-of', '2026-11-23T00:00:00Z', '--target-margin', '2500'],
    ];
    const [words, json, wrong] = await Promise.all([
      run(options),
      run([...options, '--json']),
      run(['appraise', '--year', '2013', '--make', 'Ford']),
    ]);
    const answer: Json = JSON.parse(json.stdout);
    expect(words.code).toBe(0);
    expect(words.stdout).toContain('2013 Ford F-150 XLT');
    const maxBid = (answer.assessment.maxBidCents / 100).toLocaleString('en-US', {
      minimumFractionDigits: 2,
    });
    expect(words.stdout).toContain(maxBid);
    expect(answer).toEqual(
      await appraise({
        year: 2013,
        make: 'Ford',
        model: 'F-150',
        trim: 'XLT',
        odometerMiles: 91_000,
        conditionGrade: 3.4,
        source: 'govdeals',
        currentBidCents: 410_000,
        asOf: '2026-11-23T00:00:00Z',
        profile: { targetMarginCents: 250_000 },
      }),
    );
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('vin');
  });
});

describe('a home of its own', () => {
  test('a file of no auction is named with the reason, and exits with 1', async () => {
    const noise = path.join(home, 'noise.csv');
    writeFileSync(noise, Buffer.from([0, 255, 1, 254, 10, 13]));
    const { code, stdout, stderr } = await run(['ingest', noise]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/\w{4}/);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test('a file that an auction lets you download is read once, counted by reason, and ranked', async () => {
    const file = path.join(projectFolder, 'data/captures/gsa-listings-2026-01-07.json');
    const first = await run(['ingest', file, '--json']);
    expect(first.code).toBe(0);
    const [report] = JSON.parse(first.stdout) as Json[];
    expect(report).toMatchObject({ source: 'gsa-listings', alreadyIngested: false });
    expect(report.listings + report.rejected).toBeGreaterThanOrEqual(14);
    const again = await run(['ingest', file, '--json']);
    expect(JSON.parse(again.stdout)[0]).toMatchObject({ alreadyIngested: true });

    const deals = await run(['deals', '--status', 'all', '--kind', 'all', '--json']);
    expect(deals.code).toBe(0);
    const page: Json = JSON.parse(deals.stdout);
    expect(page.total).toBe(report.listings);
    expect(page.market.isSample).toBe(false);
    const wrong = await run(['deals', '--year-min', 'old']);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('--year-min');
  });

  test('a bad file does not stop the files after it, is named, and exits with 1', async () => {
    const lines = Array.from({ length: 3 }, (_, at) =>
      JSON.stringify({
        assetId: `${at}`,
        accountId: '9',
        title: `2013 Ford F-150 ${at}`,
        currencyCode: 'USD',
      }),
    );
    const good = path.join(home, 'good.jsonl');
    writeFileSync(good, lines.join('\n'));
    const header = path.join(home, 'header.csv');
    const whole = readFileSync(
      path.join(projectFolder, 'data/captures/copart-sales-data-2025-2026.csv'),
      'utf8',
    );
    writeFileSync(header, `${whole.split('\n', 1)[0]}\n`);
    const missing = path.join(home, 'missing.csv');
    const { code, stdout, stderr } = await run(['ingest', header, missing, good, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { fileName: header, problem: { code: 'no_lot' } },
      { fileName: missing, problem: { code: 'no_such_file' } },
      { fileName: 'good.jsonl', listings: 3, added: 3 },
    ]);
    expect(stderr).toContain(`2 of 3 could not be read: ${header}, ${missing}`);
    expect(stderr).not.toMatch(/\n {4}at /);
    // a header alone is no more of a file the second time
    const again = await run(['ingest', header]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(
      /header\.csv holds no lot that can be read \(not one record.*Download it again\./,
    );
  });

  test('doctor finds nothing wrong, and exits with 1 when a setting is', async () => {
    const { code, stdout } = await run(['doctor', '--json']);
    const findings = JSON.parse(stdout) as Json[];
    expect(findings.filter((finding) => !finding.ok)).toEqual([]);
    expect(findings.map((finding) => finding.check)).toEqual(expect.arrayContaining(['database', 'disk']));
    expect(code).toBe(0);
    const before = process.env.PORT;
    process.env.PORT = 'eighty';
    try {
      const broken = await run(['doctor']);
      expect(broken.code).toBe(1);
      expect(broken.stdout).toMatch(/^BAD .*PORT/ms);
    } finally {
      if (before === undefined) delete process.env.PORT;
      else process.env.PORT = before;
    }
  });
});
