import { readSecret } from '../read-secret.ts';
import type { TransportContext, TransportDefinition } from '../transport.ts';
import { createHttpFeed } from './http-feed.ts';
import type { Paging } from './next-page.ts';
import { PAGE_OPTIONS, readPageOptions, type PageOptions } from './page-options.ts';

/** Options as an input of a mapping gives them. */
export interface HttpOptions extends PageOptions {
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
    ...PAGE_OPTIONS,
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
  const { url, tokenUrl, sinceParameter } = options;
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
    ...(await readPageOptions(options, [url, tokenUrl], context)),
    ...context,
  });
}

function readPaging({ paging = 'none', nextField = 'next', pageParameter }: HttpOptions): Paging {
  if (paging === 'field') return { kind: 'field', path: nextField, parameter: pageParameter };
  if (paging === 'count') return { kind: 'count', parameter: pageParameter ?? 'page' };
  return { kind: paging };
}
