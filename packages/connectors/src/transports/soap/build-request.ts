import { createError } from '@contactpoint/contract';
import { createClientAsync, type Client, type IHeaders, type IHttpClient, type ISecurity } from 'soap';
import type { HttpRequest } from '../http/http-client.ts';

/** The nested members of a request, by the names of the WSDL. */
export interface SoapArguments {
  readonly [name: string]: string | readonly string[] | SoapArguments;
}

/** Which operation of which service is asked, and how requests are secured. */
export interface RequestBuilderOptions {
  /** The text of the WSDL, and its file for messages. */
  readonly wsdl: string;
  readonly file: string;
  readonly url: string;
  readonly operation: string;
  readonly version: '1.1' | '1.2';
  readonly security?: ISecurity | undefined;
}

/** Builds the envelope of one operation; every call makes fresh nonces and signatures. */
export type RequestBuilder = (args: SoapArguments) => Promise<HttpRequest>;

type Operation = (args: SoapArguments, callback: () => void) => void;

/** Throws `soap.wsdl-refused` or `soap.operation-unknown` where WSDL and options do not fit. */
export async function createRequestBuilder(options: RequestBuilderOptions): Promise<RequestBuilder> {
  const { wsdl, file, url, operation, version, security } = options;
  let sent: ((request: HttpRequest) => void) | undefined;
  // The library writes envelopes; sending them and reading what comes back is done here, within our own limits.
  const httpClient = {
    request(...[, body, , headers = {}]: Parameters<IHttpClient['request']>) {
      sent?.({ method: 'POST', url, headers: toHeaders(headers), body: String(body) });
      return new Promise<never>(() => undefined);
    },
  };
  let client: Client;
  try {
    const forceSoap12Headers = version === '1.2';
    client = await createClientAsync(wsdl, {
      httpClient,
      endpoint: url,
      forceSoap12Headers,
      disableCache: true,
    });
  } catch (cause) {
    throw createError('soap.wsdl-refused', { values: { file, reason: 'it is not understood' }, cause });
  }
  if (security !== undefined) client.setSecurity(security);
  const known = operationsOf(client);
  if (!known.includes(operation)) {
    throw createError('soap.operation-unknown', { values: { file, operation, known: known.join(', ') } });
  }
  const invoke = (client as unknown as Readonly<Record<string, Operation>>)[operation]!.bind(client);
  return (args) =>
    new Promise((resolve, reject) => {
      sent = resolve;
      try {
        invoke(args, () => undefined);
      } catch (cause) {
        reject(cause as Error);
      }
    });
}

function operationsOf(client: Client): readonly string[] {
  const services = client.describe() as Readonly<Record<string, Readonly<Record<string, object>>>>;
  const names = Object.values(services).flatMap((ports) =>
    Object.values(ports).flatMap((port) => Object.keys(port)),
  );
  return [...new Set(names)];
}

/** The library's own headers, without those that the connection sets itself. */
function toHeaders(headers: IHeaders): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(([name]) => !/^(connection|host|content-length)$/i.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
