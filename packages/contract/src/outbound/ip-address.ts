/** Where in the world an IP address lies. */
export type AddressScope = 'public' | 'private' | 'loopback' | 'reserved';

/** The scope of an IPv4 or IPv6 address in any common spelling; undefined when it is none. */
export function scopeOfAddress(address: string): AddressScope | undefined {
  const four = parseIpV4(address);
  if (four !== undefined) return scopeOfV4(four);
  const six = parseIpV6(address);
  return six === undefined ? undefined : scopeOfV6(six);
}

type Block = readonly [network: string, prefix: number, scope: AddressScope];

/** IANA's special-purpose registry; what is in no block is public. */
const V4_BLOCKS: readonly Block[] = [
  ['0.0.0.0', 8, 'reserved'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'reserved'],
  ['127.0.0.0', 8, 'loopback'],
  // Link-local: where clouds keep their metadata services.
  ['169.254.0.0', 16, 'reserved'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'reserved'],
  ['192.88.99.0', 24, 'reserved'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'reserved'],
  ['198.51.100.0', 24, 'reserved'],
  ['203.0.113.0', 24, 'reserved'],
  ['224.0.0.0', 4, 'reserved'],
  ['240.0.0.0', 4, 'reserved'],
];

function scopeOfV4(address: number): AddressScope {
  const block = V4_BLOCKS.find(([network, prefix]) => {
    const size = 2 ** (32 - prefix);
    return Math.floor(address / size) === Math.floor((parseIpV4(network) ?? 0) / size);
  });
  return block?.[2] ?? 'public';
}

/** Only 2000::/3 is given out; these blocks of it and beside it are not the public's. */
const V6_BLOCKS: readonly (readonly [network: number, mask: number, scope: AddressScope])[] = [
  [0xfc00, 0xfe00, 'private'],
  [0x2000, 0xe000, 'public'],
];

function scopeOfV6(groups: readonly number[]): AddressScope {
  const four = carriedV4(groups);
  if (four !== undefined) return scopeOfV4(four);
  const [first = 0, second = 0] = groups;
  if (groups.every((group, index) => group === (index === 7 ? 1 : 0))) return 'loopback';
  // Teredo and the block for documentation.
  if (first === 0x2001 && (second === 0 || second === 0xdb8)) return 'reserved';
  return V6_BLOCKS.find(([network, mask]) => (first & mask) === network)?.[2] ?? 'reserved';
}

/** An IPv6 address that carries an IPv4 one lies where that one lies: mapped, NAT64, 6to4. */
function carriedV4(groups: readonly number[]): number | undefined {
  const head = groups.slice(0, 6).map((group) => group.toString(16)).join(':'); // prettier-ignore
  if (head === '0:0:0:0:0:ffff' || head === '64:ff9b:0:0:0:0') return toV4(groups[6], groups[7]);
  return groups[0] === 0x2002 ? toV4(groups[1], groups[2]) : undefined;
}

function toV4(high = 0, low = 0): number {
  return high * 0x10000 + low;
}

/** Four decimal parts and nothing else: octal, hexadecimal and shortened forms are not read here. */
function parseIpV4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  return numbers.some((number) => number > 255)
    ? undefined
    : numbers.reduce((address, number) => address * 256 + number, 0);
}

function parseIpV6(text: string): readonly number[] | undefined {
  const address = withV4AsGroups(text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, ''));
  const [left, right, ...more] = (address ?? '')
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':')));
  if (left === undefined || more.length > 0) return undefined;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const zeros = Array<string>(missing).fill('0');
  const groups = [...left, ...zeros, ...(right ?? [])];
  const areGroups = groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
  return areGroups ? groups.map((group) => parseInt(group, 16)) : undefined;
}

/** `::ffff:127.0.0.1` → `::ffff:7f00:1`. */
function withV4AsGroups(address: string): string | undefined {
  if (!address.includes('.')) return address;
  const at = address.lastIndexOf(':') + 1;
  const four = parseIpV4(address.slice(at));
  if (four === undefined || at === 0) return undefined;
  return `${address.slice(0, at)}${(four >>> 16).toString(16)}:${(four & 0xffff).toString(16)}`;
}
