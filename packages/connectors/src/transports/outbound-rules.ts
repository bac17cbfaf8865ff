import type { OutboundRule } from '@contactpoint/contract/outbound';
import { createError } from '@contactpoint/contract';

/** Rules for the hosts of these addresses and no others. Plain HTTP is for this machine only. */
export function createOutboundRules(
  urls: readonly (string | undefined)[],
  networks: OutboundRule['networks'],
): readonly OutboundRule[] {
  return urls
    .filter((url) => url !== undefined)
    .map((url) => {
      if (!URL.canParse(url))
        throw createError('feed.address-refused', { values: { host: 'an option', reason: 'notAnAddress' } });
      const { hostname, port } = new URL(url);
      const isLoopback = networks?.includes('loopback') === true;
      return {
        host: hostname,
        ...(port !== '' && { port: Number(port) }),
        ...(networks !== undefined && { networks }),
        ...(isLoopback && { plain: true }),
      };
    });
}

/** The option that opens networks other than the public one. */
export const NETWORKS_OPTION = {
  type: 'array',
  description:
    'Networks in which the host may stand besides none: public, private, loopback. Public where left out.',
  items: { type: 'string', description: 'A kind of network.', enum: ['public', 'private', 'loopback'] },
  examples: [['private']],
} as const;
