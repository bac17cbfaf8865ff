import type { SuiteRunner } from '@contactpoint/matching/suite';
import { describeNotices } from './describe-notices.ts';
import { describeProtection } from './describe-protection.ts';
import { describeDisclosure, describeReading } from './describe-reading.ts';
import { describeReviews } from './describe-reviews.ts';
import { describeReference } from './describe-reference.ts';
import { describeRefusals } from './describe-refusals.ts';
import { describeSupply } from './describe-supply.ts';
import { describeTokens } from './describe-tokens.ts';
import { createRawClient, type RawClient, type ServerUnderTest } from './raw-client.ts';

/** Options of `describeServer`. */
export interface ServerSuiteOptions {
  /** A running server with nothing in it but who may use it. */
  readonly open: () => Promise<ServerUnderTest>;
}

/** What every server of the contract does, in whatever process, spoken to as any program would. */
export function describeServer(runner: SuiteRunner, { open }: ServerSuiteOptions): void {
  const it = (name: string, body: (client: RawClient) => Promise<void>): void =>
    runner.it(name, async () => {
      const server = await open();
      try {
        await body(createRawClient(server));
      } finally {
        await server.close();
      }
    });
  const suite = { it, equal: runner.equal };
  runner.describe('a server, like every other (FACE-03)', () => {
    describeReference(suite);
    describeTokens(suite);
    describeRefusals(suite);
    describeSupply(suite);
    describeReading(suite);
    describeDisclosure(suite);
    describeProtection(suite);
    describeReviews(suite);
    describeNotices(suite);
  });
}
