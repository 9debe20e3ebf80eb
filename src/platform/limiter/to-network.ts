import ipaddr from 'ipaddr.js';

/**
 * The network that counts as one client: an IPv4 address by itself, an IPv6 one by its /64, which is what a single
 * line is given and can choose from freely (RFC 6177). What is no address is one client named `unknown`.
 */
export function toNetwork(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return 'unknown';
  const address = ipaddr.process(ipAddress);
  if (address.kind() === 'ipv4') return address.toString();
  const parts = (address as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${parts.join(':')}::/64`;
}
