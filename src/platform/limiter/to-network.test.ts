import { expect, it } from 'vitest';
import { parseRedisUrl } from './parse-redis-url.ts';
import { toNetwork } from './to-network.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['::1', '0:0:0:0::/64'],
  ['nonsense', 'unknown'],
  ['', 'unknown'],
])('%s counts as %s', (address, network) => {
  expect(toNetwork(address)).toBe(network);
});

it.each([
  ['redis://localhost', { kind: 'single', url: 'redis://localhost' }],
  ['rediss://u:p@cache.example:6380/2', { kind: 'single', url: 'rediss://u:p@cache.example:6380/2' }],
  [
    'redis-cluster://a:7001,b,[::1]:7003',
    {
      kind: 'cluster',
      isTls: false,
      nodes: [
        { host: 'a', port: 7001 },
        { host: 'b', port: 6379 },
        { host: '::1', port: 7003 },
      ],
    },
  ],
  [
    'rediss-cluster://u:p%40x@a:1',
    { kind: 'cluster', isTls: true, username: 'u', password: 'p@x', nodes: [{ host: 'a', port: 1 }] },
  ],
])('reads %s', (text, address) => {
  expect(parseRedisUrl(text)).toEqual(address);
});

it.each([
  '',
  'localhost',
  'http://a',
  'redis://a:1,b:2',
  'redis-cluster://',
  'redis-cluster://a:x',
  'redis://:99999',
])('refuses %s and repeats none of it', (text) => {
  expect(() => parseRedisUrl(text)).toThrow(TypeError);
  expect(() => parseRedisUrl(text.replace('://', '://u:hunter2@'))).toThrow(/^(?!.*hunter2)/s);
});
