import type { OutboundRule } from '@contactpoint/contract/outbound';
import { createOutboundRules, NETWORKS_OPTION } from '../outbound-rules.ts';
import { needsBoth, readOptionFile } from '../read-option-file.ts';
import type { TransportContext } from '../transport.ts';
import type { TlsFiles } from './http-client.ts';
import type { RetryOptions } from './send-with-retries.ts';

/** Options of a transport that asks a server for pages, as an input of a mapping gives them. */
export interface PageOptions {
  readonly networks?: OutboundRule['networks'];
  readonly ca?: string;
  readonly cert?: string;
  readonly keyFile?: string;
  readonly maxBytes: number;
  readonly timeoutInSeconds: number;
  readonly attempts: number;
}

/** What may be said of them. */
export const PAGE_OPTIONS = {
  networks: NETWORKS_OPTION,
  ca: { type: 'string', description: 'File with the certificate of a private authority, PEM.' },
  cert: { type: 'string', description: 'File with the client’s certificate, PEM.' },
  keyFile: { type: 'string', description: 'File with the key of the client’s certificate, PEM.' },
  maxBytes: {
    type: 'integer',
    description: 'The longest page.',
    default: 67_108_864,
    minimum: 1024,
    maximum: 1_073_741_824,
  },
  timeoutInSeconds: {
    type: 'integer',
    description: 'How long one page may take.',
    default: 60,
    minimum: 1,
    maximum: 3600,
  },
  attempts: {
    type: 'integer',
    description: 'How often a page is asked for before the pull gives up.',
    default: 5,
    minimum: 1,
    maximum: 20,
  },
} as const;

/**
 * How pages are asked for, of these addresses alone. Throws `input.option-wrong` for a certificate without its key,
 * or a key without its certificate, and `file.not-readable`.
 */
export async function readPageOptions(
  options: PageOptions,
  urls: readonly (string | undefined)[],
  context: TransportContext,
): Promise<RetryOptions> {
  const { networks, maxBytes, timeoutInSeconds, attempts } = options;
  return {
    rules: createOutboundRules(urls, networks),
    maxBytes,
    timeoutInMs: timeoutInSeconds * 1000,
    attempts,
    baseInMs: 500,
    random: context.random,
    tls: await readTlsFiles(options, context),
  };
}

async function readTlsFiles(
  { ca, cert, keyFile }: PageOptions,
  context: TransportContext,
): Promise<TlsFiles | undefined> {
  if ((cert === undefined) !== (keyFile === undefined)) throw needsBoth('cert', 'keyFile');
  if (ca === undefined && cert === undefined) return undefined;
  const [caText, certText, keyText] = await Promise.all(
    [ca, cert, keyFile].map((path) => readOptionFile(path, context)),
  );
  return { ca: caText, cert: certText, key: keyText };
}
