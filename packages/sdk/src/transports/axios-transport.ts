import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createError } from '@contactpoint/contract';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { reasonOf } from '../network-reason.ts';
import type { Transport, TransportRequest } from '../transport.ts';

/** How the directory is reached. */
export interface AxiosTransportOptions {
  /**
   * The proxy to the directory: an address, `environment` for HTTPS_PROXY, HTTP_PROXY and NO_PROXY (the
   * default), or `none`. Needs Node 24.5 or 22.21.
   */
  readonly proxy?: 'environment' | 'none' | (string & {});
  /** TLS beyond the system's own trust: the authority's root, or a client certificate. PEM. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Connections at the same time; 16 unless said. */
  readonly maxSockets?: number;
}

/** The transport of programs on Node, by axios: connections kept, the network's proxy used, no redirect followed. */
export function axiosTransport(options: AxiosTransportOptions = {}): Transport {
  const agents = createAgents(options);
  return {
    async send(request) {
      const response = await reach(request, agents);
      return {
        status: response.status,
        header: (name) => headerOf(response, name),
        body: response.data,
      };
    },
    close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

type Agents = ReturnType<typeof createAgents>;

function createAgents({ proxy = 'environment', tls = {}, maxSockets = 16 }: AxiosTransportOptions) {
  // Node’s agents tunnel TLS through a proxy by CONNECT; axios’s own proxy support does not.
  const shared = { keepAlive: true, maxSockets, ...proxyOptions(proxy) } as AgentOptions;
  return { httpAgent: new HttpAgent(shared), httpsAgent: new HttpsAgent({ ...shared, ...tls }) };
}

function proxyOptions(proxy: string): { readonly proxyEnv?: object } {
  if (proxy === 'none') return {};
  const proxyEnv = proxy === 'environment' ? proxyEnvironment() : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  if (!proxyEnv) return {};
  // Connecting past a proxy that was asked for would show the request to a network that must not see it.
  if (!knowsProxies(process.versions.node)) throw createError('client.proxy-unsupported');
  return { proxyEnv };
}

const PROXY_NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];

function proxyEnvironment(): NodeJS.ProcessEnv | undefined {
  return PROXY_NAMES.some((name) => process.env[name]) ? process.env : undefined;
}

/** Whether the agents of this version of Node take `proxyEnv`. */
export function knowsProxies(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
}

async function reach(request: TransportRequest, agents: Agents): Promise<AxiosResponse<string>> {
  try {
    return await axios.request<string>(configOf(request, agents));
  } catch (thrown) {
    // Never the AxiosError itself: its config holds the token and the body.
    const limit = request.maxAnswerInBytes;
    if (isTooLarge(thrown)) throw createError('client.answer-too-large', { values: { limit } });
    if (isProxyRefusal(thrown)) throw createError('client.proxy-refused', { values: { status: 407 } });
    throw createError('client.network', { values: { reason: reasonOf(thrown) } });
  }
}

/** Every member that decides where a request goes is set here, on an object that inherits nothing. */
function configOf(request: TransportRequest, agents: Agents): AxiosRequestConfig<string> {
  const { origin, pathname, search } = new URL(request.url);
  return Object.freeze({
    __proto__: null,
    method: request.method,
    baseURL: origin,
    url: pathname + search,
    allowAbsoluteUrls: false,
    headers: { 'accept-encoding': 'identity', ...request.headers },
    ...(request.body !== undefined && { data: request.body }),
    signal: request.signal,
    adapter: 'http',
    ...agents,
    proxy: false,
    socketPath: null,
    maxRedirects: 0,
    maxContentLength: request.maxAnswerInBytes,
    maxBodyLength: Infinity,
    decompress: false,
    responseType: 'text',
    transformRequest: [(data: string) => data],
    transformResponse: [(data: string) => data],
    validateStatus: () => true,
  } as AxiosRequestConfig<string>);
}

function headerOf(response: AxiosResponse, name: string): string | undefined {
  const value: unknown = (response.headers as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}

function isTooLarge(thrown: unknown): boolean {
  return axios.isAxiosError(thrown) && thrown.message.startsWith('maxContentLength');
}

function isProxyRefusal(thrown: unknown): boolean {
  return axios.isAxiosError(thrown) && thrown.code === 'ERR_PROXY_TUNNEL';
}
