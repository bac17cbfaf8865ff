import { createError, isContactPointError, type ContactPointError } from '@contactpoint/contract';
import type { Delivery } from '@contactpoint/connectors/feeds';
import type { FeedPrinter } from './feed-printer.ts';
import type { FeedSession } from './open-feed-session.ts';

/** What becomes of deliveries, and who is told. */
export interface TakeOptions {
  readonly printer: Pick<FeedPrinter, 'took' | 'refused'>;
  readonly signal: AbortSignal;
  /** Goes on with the next delivery when one is refused or put off, in place of ending with its error. */
  readonly goesOn: boolean;
  /** What was taken is accepted; otherwise it stays at its source. */
  readonly accepts: boolean;
}

/** The parts of a session that deliveries pass through. */
interface Takers {
  readonly feed: Pick<FeedSession['feed'], 'deliveries'>;
  readonly line: Pick<FeedSession['line'], 'take'>;
}

/**
 * Takes one delivery after another: through the line, made durable, and only then accepted. What a delivery holds is
 * its own trouble and has it refused; a directory that does not answer puts it off; all else ends the feed with
 * nothing accepted, so that whoever sent it sends it again.
 */
export async function takeDeliveries({ feed, line }: Takers, options: TakeOptions): Promise<void> {
  const { printer, signal, goesOn, accepts } = options;
  for await (const delivery of feed.deliveries({ signal })) {
    const trouble = await takeOne(delivery, line, printer);
    if (trouble === undefined) {
      if (accepts) await delivery.accept();
      continue;
    }
    await delivery.refuse(trouble);
    if (!goesOn) throw trouble;
    printer.refused(delivery.file.name, trouble);
  }
}

async function takeOne(
  { file }: Delivery,
  line: Takers['line'],
  printer: TakeOptions['printer'],
): Promise<ContactPointError | undefined> {
  try {
    const taken = await line.take(file);
    printer.took(file.name, taken);
    const [stop] = taken.report.stops;
    if (stop === undefined) return undefined;
    return createError('feed.delivery-stopped', { values: { file: file.name, reason: stop.sentence } });
  } catch (error) {
    if (isContactPointError(error) && (isOfContent(error) || error.recovery === 'retry')) return error;
    throw error;
  }
}

/** Codes, or areas of codes, that speak of what a delivery holds. */
const CONTENT = [
  'file.',
  'csv.',
  'json.',
  'xml.',
  'xlsx.',
  'zip.',
  'run.mapping-refused',
  'run.stopped-on-issue',
];

function isOfContent({ code }: ContactPointError): boolean {
  return CONTENT.some((area) => code.startsWith(area));
}
