export { decideConnection, decideOutbound } from './decide-outbound.ts';
export type { OutboundDecision, OutboundRefusal, OutboundRule } from './decide-outbound.ts';
export { scopeOfAddress } from './ip-address.ts';
export type { AddressScope } from './ip-address.ts';
