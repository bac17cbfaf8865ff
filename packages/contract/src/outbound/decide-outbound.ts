import { scopeOfAddress, type AddressScope } from './ip-address.ts';

/** A host that may be called. What is in no rule is refused. */
export interface OutboundRule {
  /** A host name or IP address, exactly; never a pattern. */
  readonly host: string;
  /** The port; the scheme's own unless given. */
  readonly port?: number;
  /** The networks that the name may resolve to; public alone unless told. Reserved ones are never called. */
  readonly networks?: readonly Exclude<AddressScope, 'reserved'>[];
  /** Whether it may be called without TLS; false unless told. */
  readonly plain?: boolean;
}

/** Why an address is not called. */
export type OutboundRefusal = 'notAnAddress' | 'scheme' | 'credentials' | 'notListed' | 'plain' | 'network';

/** Whether an address may be called: then by which rule, otherwise why not. */
export type OutboundDecision =
  | { readonly allowed: true; readonly host: string; readonly port: number; readonly rule: OutboundRule }
  | { readonly allowed: false; readonly refusal: OutboundRefusal };

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'https:': 443,
  'http:': 80,
  'wss:': 443,
  'ws:': 80,
};
const PLAIN_SCHEMES = new Set(['http:', 'ws:']);

/**
 * Whether a URL may be called under these rules. The caller then resolves the host once, asks `decideConnection`
 * for the address it got, connects to that address and follows no redirect: a second look-up may answer otherwise.
 */
export function decideOutbound(url: string, rules: readonly OutboundRule[]): OutboundDecision {
  const parsed = parseUrl(url);
  if (parsed === undefined) return refuse('notAnAddress');
  const standardPort = DEFAULT_PORTS[parsed.protocol];
  if (standardPort === undefined) return refuse('scheme');
  if (parsed.username !== '' || parsed.password !== '') return refuse('credentials');
  const host = toHost(parsed.hostname);
  const port = parsed.port === '' ? standardPort : Number(parsed.port);
  const rule = rules.find((each) => toHost(each.host) === host && (each.port ?? standardPort) === port);
  if (rule === undefined) return refuse('notListed');
  if (PLAIN_SCHEMES.has(parsed.protocol) && rule.plain !== true) return refuse('plain');
  if (scopeOfAddress(host) !== undefined && !decideConnection(host, rule)) return refuse('network');
  return { allowed: true, host, port, rule };
}

/** Whether a connection may be made to the IP address that a listed host resolved to. */
export function decideConnection(address: string, rule: OutboundRule): boolean {
  const scope = scopeOfAddress(address);
  return scope !== undefined && scope !== 'reserved' && (rule.networks ?? ['public']).includes(scope);
}

function refuse(refusal: OutboundRefusal): OutboundDecision {
  return { allowed: false, refusal };
}

/** The URL parser writes out IP addresses in decimal, octal and hexadecimal, and names in other scripts. */
function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** One spelling of a host: small letters, no brackets, no dot at the end (`localhost.` is `localhost`). */
function toHost(host: string): string {
  return host.toLowerCase().replace(/^\[(.*)\]$/, '$1').replace(/\.$/, ''); // prettier-ignore
}
