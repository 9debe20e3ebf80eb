import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { Refused } from './http-problem.ts';
import {
  isAddressAllowed,
  isHostAllowed,
  isPublicAddress,
  type OutboundAllowance,
} from './outbound-policy.ts';

/** What `dns.lookup` does with `all: true`. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardedConnectOptions {
  readonly allow: readonly OutboundAllowance[];
  readonly resolve?: Resolve;
  readonly connectTimeoutMs: number;
}

const forbidden = (hostname: string) =>
  new Refused('forbidden_address', `${hostname} is not on the public internet`);

/**
 * Opens connections to public addresses only. The name is resolved once, every answer is checked, and exactly those
 * addresses are connected to: a second answer of the name server (DNS rebinding) is never asked for.
 */
export function createGuardedConnect({
  allow,
  resolve = systemLookup as Resolve,
  connectTimeoutMs,
}: GuardedConnectOptions): buildConnector.connector {
  const mayReach = (hostname: string, address: string, port: number) =>
    isPublicAddress(address) ||
    isHostAllowed(hostname, port, allow) ||
    isAddressAllowed(address, port, allow);

  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    if (isIP(hostname) !== 0 && !mayReach(hostname, hostname, port)) {
      callback(forbidden(hostname), null);
      return;
    }
    const connect = buildConnector({
      timeout: connectTimeoutMs,
      lookup: (name, lookupOptions, done) =>
        resolve(name, { ...lookupOptions, all: true }, (error, addresses) => {
          const [first] = addresses ?? [];
          if (error || !first) {
            done(error ?? new Error(`${name} has no address`), '', 0);
            return;
          }
          // one bad answer among good ones is an attempt, not an accident
          if (!addresses.every(({ address }) => mayReach(hostname, address, port))) {
            done(forbidden(hostname), '', 0);
            return;
          }
          if (lookupOptions.all) done(null, addresses);
          else done(null, first.address, first.family);
        }),
    });
    connect(options, (...[error, socket]) => {
      if (error || !socket) {
        callback(error ?? new Error('no connection'), null);
        return;
      }
      // what counts in the end: whom we are connected to, before a byte is sent
      const peer = socket.remoteAddress;
      if (peer === undefined || !mayReach(hostname, peer, port)) {
        socket.destroy();
        callback(forbidden(hostname), null);
        return;
      }
      callback(null, socket);
    });
  };
}
