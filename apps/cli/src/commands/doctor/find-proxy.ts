import type { Terminal } from '../../terminal.ts';

/** The proxy that a request to this address takes, as the environment says. */
export interface ProxyChoice {
  /** Host and port; undefined for straight there. Its user and password are left out. */
  readonly proxy?: string;
  /** The variable that decided. */
  readonly by?: string;
}

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, as curl and Node read them. */
export function findProxy(url: URL, env: Terminal['env']): ProxyChoice {
  const names = url.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
  const by = names.find((name) => env[name]);
  if (by === undefined) return {};
  const excluded = ['no_proxy', 'NO_PROXY'].find((name) => leavesOut(env[name] ?? '', url));
  if (excluded !== undefined) return { by: excluded };
  return { by, proxy: URL.parse(env[by] ?? '')?.host || 'not an address' };
}

function leavesOut(list: string, url: URL): boolean {
  return list
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const name = entry.replace(/^\*?\./, '').toLowerCase();
      return entry === '*' || url.hostname === name || url.host === name || url.hostname.endsWith(`.${name}`);
    });
}
