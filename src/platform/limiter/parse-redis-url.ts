export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | {
      readonly kind: 'cluster';
      readonly nodes: readonly { readonly host: string; readonly port: number }[];
      readonly username?: string;
      readonly password?: string;
      readonly isTls: boolean;
    };

const form =
  'redis://[user:password@]host[:port][/database], rediss:// for TLS, or redis-cluster://[user:password@]host:port,host:port (rediss-cluster:// for TLS)';

/** Throws a sentence that says the form, and repeats nothing of what was given: it may hold a password. */
export function parseRedisUrl(text: string): RedisAddress {
  const parts = /^(rediss?)(-cluster)?:\/\/(?:([^@]*)@)?([^@]+)$/.exec(text.trim());
  const [, scheme, cluster, credentials, rest = ''] = parts ?? [];
  if (!scheme) throw new TypeError(`must be ${form}`);
  if (!cluster) {
    if (rest.includes(','))
      throw new TypeError('lists several hosts: a cluster is redis-cluster://host:port,host:port');
    if (!URL.canParse(text.trim())) throw new TypeError(`must be ${form}`);
    return { kind: 'single', url: text.trim() };
  }
  const nodes = rest
    .replace(/\/$/, '')
    .split(',')
    .map((node) => {
      if (!URL.canParse(`redis://${node}`)) throw new TypeError(`must be ${form}`);
      const { hostname, port, pathname } = new URL(`redis://${node}`);
      if (hostname === '' || !/^\/?$/.test(pathname)) throw new TypeError(`must be ${form}`);
      return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
    });
  const [username, ...passwordParts] = (credentials ?? '').split(':');
  const password = passwordParts.join(':');
  return {
    kind: 'cluster',
    nodes,
    isTls: scheme === 'rediss',
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
  };
}
