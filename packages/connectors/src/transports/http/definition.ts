import type { OutboundRule } from '@contactpoint/contract/outbound';
import { createOutboundRules, NETWORKS_OPTION } from '../outbound-rules.ts';
import { needsBoth, readOptionFile } from '../read-option-file.ts';
import { readSecret } from '../read-secret.ts';
import type { TransportContext, TransportDefinition } from '../transport.ts';
import { createHttpFeed } from './http-feed.ts';
import type { TlsFiles } from './http-client.ts';
import type { Paging } from './next-page.ts';

/** Options as an input of a mapping gives them. */
export interface HttpOptions {
  readonly url: string;
  readonly paging?: 'none' | 'link' | 'field' | 'count';
  readonly nextField?: string;
  readonly pageParameter?: string;
  readonly sinceParameter?: string;
  readonly accept?: string;
  readonly tokenUrl?: string;
  readonly clientId?: string;
  readonly clientSecretEnv?: string;
  readonly scope?: string;
  readonly keyHeader?: string;
  readonly keyEnv?: string;
  readonly networks?: OutboundRule['networks'];
  readonly ca?: string;
  readonly cert?: string;
  readonly keyFile?: string;
  readonly maxBytes: number;
  readonly timeoutInSeconds: number;
  readonly attempts: number;
}

/** Pages of an HTTP interface. */
export const definition: TransportDefinition = {
  id: 'http',
  title: 'HTTP',
  description:
    'Asks an HTTP interface for its pages, by https, with an access token or a key, and only what is new.',
  direction: 'pull',
  delivers: 'pages',
  options: {
    url: {
      type: 'string',
      description: 'Address of the first page.',
      pattern: '^https?://',
      examples: ['https://mis.example/api/pupils'],
    },
    paging: {
      type: 'string',
      description:
        'How the next page is told: not at all, by a Link header, by a field of the answer, or by counting.',
      enum: ['none', 'link', 'field', 'count'],
      default: 'none',
    },
    nextField: {
      type: 'string',
      description: 'With paging: field, the path of the address or cursor.',
      examples: ['links.next'],
    },
    pageParameter: {
      type: 'string',
      description: 'The query parameter that takes the cursor (paging: field) or the count (paging: count).',
      examples: ['page'],
    },
    sinceParameter: {
      type: 'string',
      description:
        'The query parameter that takes the time of the last complete pull, to ask for changes only.',
      examples: ['updatedSince'],
    },
    accept: { type: 'string', description: 'The media type to ask for.', default: '*/*' },
    tokenUrl: {
      type: 'string',
      description: 'Where an access token is given (OAuth 2.0 client credentials).',
      pattern: '^https?://',
    },
    clientId: { type: 'string', description: 'The client’s name for the token.' },
    clientSecretEnv: {
      type: 'string',
      description: 'The environment variable that holds the client’s secret.',
    },
    scope: { type: 'string', description: 'The scope to ask the token for.' },
    keyHeader: {
      type: 'string',
      description: 'The header that takes a key.',
      pattern: '^[A-Za-z0-9-]{1,64}$',
      examples: ['X-Api-Key'],
    },
    keyEnv: { type: 'string', description: 'The environment variable that holds the key.' },
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
  },
  required: ['url'],
  example: {
    transport: 'http',
    format: 'json',
    url: 'https://mis.example/api/pupils',
    paging: 'field',
    nextField: 'links.next',
    path: 'data',
    tokenUrl: 'https://mis.example/oauth2/token',
    clientId: 'contactpoint',
    clientSecretEnv: 'MIS_SECRET',
  },
  create: (options, context) => openHttp(options as unknown as HttpOptions, context),
};

async function openHttp(
  options: HttpOptions,
  context: TransportContext,
): ReturnType<TransportDefinition['create']> {
  const { url, tokenUrl, networks, maxBytes, attempts, sinceParameter } = options;
  const clientSecret = readSecret(options.clientSecretEnv, context);
  const apiKey = readSecret(options.keyEnv, context);
  return createHttpFeed({
    url,
    paging: readPaging(options),
    headers: {
      accept: options.accept ?? '*/*',
      ...(apiKey !== undefined && { [options.keyHeader ?? 'authorization']: apiKey }),
    },
    ...(tokenUrl !== undefined && {
      credentials: {
        tokenUrl,
        clientId: options.clientId ?? '',
        clientSecret: clientSecret ?? '',
        scope: options.scope,
      },
    }),
    sinceParameter,
    rules: createOutboundRules([url, tokenUrl], networks),
    maxBytes,
    timeoutInMs: options.timeoutInSeconds * 1000,
    attempts,
    baseInMs: 500,
    tls: await readTlsFiles(options, context),
    ...context,
  });
}

function readPaging({ paging = 'none', nextField = 'next', pageParameter }: HttpOptions): Paging {
  if (paging === 'field') return { kind: 'field', path: nextField, parameter: pageParameter };
  if (paging === 'count') return { kind: 'count', parameter: pageParameter ?? 'page' };
  return { kind: paging };
}

/**
 * The certificates of a connection, read from the files that its options name. Throws `input.option-wrong` for a
 * certificate without its key, or a key without its certificate.
 */
export async function readTlsFiles(
  { ca, cert, keyFile }: Pick<HttpOptions, 'ca' | 'cert' | 'keyFile'>,
  context: Pick<TransportContext, 'baseFolder'>,
): Promise<TlsFiles | undefined> {
  if ((cert === undefined) !== (keyFile === undefined)) throw needsBoth('cert', 'keyFile');
  if (ca === undefined && cert === undefined) return undefined;
  const [caText, certText, keyText] = await Promise.all(
    [ca, cert, keyFile].map((path) => readOptionFile(path, context)),
  );
  return { ca: caText, cert: certText, key: keyText };
}
