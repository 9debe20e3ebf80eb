import ipaddr from 'ipaddr.js';

/** Where the operator lets the program go although it is not the public internet: own mirrors, tests. */
export interface OutboundAllowance {
  /** A host name, lower case, or undefined where {@link network} is given. */
  readonly hostname?: string;
  readonly network?: readonly [ipaddr.IPv4 | ipaddr.IPv6, number];
  /** Any port where undefined. */
  readonly port?: number;
}

/**
 * Entries such as `mirror.lan`, `mirror.lan:8080`, `127.0.0.1:9000`, `[::1]:9000` or `10.1.0.0/16`.
 * Throws a sentence that names the entry that cannot be read.
 */
export function parseOutboundAllowances(entries: readonly string[]): OutboundAllowance[] {
  return entries.map((entry) => {
    const parts =
      /^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]@]+)|([0-9a-f:]+(?:\/\d+)?))(\/\d+)?(?::(\d{1,5}))?$/i.exec(entry);
    const [, bracketed, plain, bareV6, prefix = '', portText] = parts ?? [];
    const name = (bracketed ?? plain ?? bareV6)?.toLowerCase();
    const port = portText === undefined ? undefined : Number(portText);
    if (name === undefined || (port !== undefined && (port < 1 || port > 65_535)))
      throw new TypeError(`${entry} is not a host, an address or a network, with a port or without`);
    const at = port === undefined ? {} : { port };
    const text = `${name}${prefix}`;
    if (ipaddr.isValidCIDR(text)) return { network: ipaddr.parseCIDR(text), ...at };
    if (prefix !== '') throw new TypeError(`${entry} is not a network`);
    if (!ipaddr.isValid(name)) return { hostname: name, ...at };
    const address = ipaddr.parse(name);
    return { network: [address, address.kind() === 'ipv4' ? 32 : 128], ...at };
  });
}

const anyPort = (allowance: OutboundAllowance, port: number) =>
  allowance.port === undefined || allowance.port === port;

export const isHostAllowed = (
  hostname: string,
  port: number,
  allowances: readonly OutboundAllowance[],
): boolean => allowances.some((each) => each.hostname === hostname && anyPort(each, port));

export function isAddressAllowed(
  address: string,
  port: number,
  allowances: readonly OutboundAllowance[],
): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return allowances.some(
    ({ network, ...each }) =>
      network !== undefined &&
      anyPort(each, port) &&
      network[0].kind() === parsed.kind() &&
      parsed.match(network as [ipaddr.IPv4, number]),
  );
}

/** Addresses inside public space that a cloud answers itself: Azure's wire server and metadata. */
const cloudInternal = new Set(['168.63.129.16']);
const globalUnicast = ipaddr.parseCIDR('2000::/3');
const nat64 = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * Whether the address belongs to the public internet. Refused: loopback, private, link-local (169.254.169.254
 * included), carrier-grade NAT, multicast, reserved, documentation and tunnel ranges of both families. An IPv4
 * address inside an IPv6 one (mapped, NAT64) counts as the IPv4 address it leads to.
 * Ranges: IANA special-purpose address registries, as `ipaddr.js` holds them.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast' && !cloudInternal.has(parsed.toString());
  const v6 = parsed as ipaddr.IPv6;
  if (v6.match(nat64 as [ipaddr.IPv6, number]))
    return isPublicAddress(new ipaddr.IPv4(v6.toByteArray().slice(12)).toString());
  return v6.range() === 'unicast' && v6.match(globalUnicast as [ipaddr.IPv6, number]);
}
