import { axiosTransport } from '@contactpoint/sdk/axios';
import type { Transport } from '@contactpoint/sdk';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { createPage, type Page } from '../../print/page.ts';
import type { Terminal } from '../../terminal.ts';
import type { doctorOptions } from './definition.ts';
import { bad, good, skipped, type Finding } from './finding.ts';
import { findProxy } from './find-proxy.ts';
import { probeCertificate } from './probe-certificate.ts';
import { judgeClock, probeAnswer, probeKey, probeName } from './probe-directory.ts';

/** The way to a directory, step by step, until one of them fails. */
export const doctor: CommandRun<typeof doctorOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const transport = axiosTransport();
  let fine = true;
  try {
    for await (const finding of walk(words[0] ?? '', {
      credentials: options.credentials,
      terminal,
      transport,
    })) {
      printFinding(finding, page);
      if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'finding', ...finding })}\n`);
      fine &&= finding.state !== 'bad';
    }
  } finally {
    transport.close?.();
  }
  return fine ? EXIT.done : EXIT.doneWithTrouble;
};

interface Way {
  readonly credentials: string | undefined;
  readonly terminal: Terminal;
  readonly transport: Transport;
}

async function* walk(address: string, { credentials, terminal, transport }: Way): AsyncGenerator<Finding> {
  const url = parseAddress(address);
  if (!url) {
    yield bad('address', 'not an https address', 'Write it like https://directory.example.');
    return;
  }
  yield good('address', url.origin);
  for await (const finding of walkNetwork(url, terminal)) {
    yield finding;
    if (finding.state === 'bad') return;
  }
  const baseUrl = url.origin + url.pathname.replace(/\/+$/, '');
  const { finding, skewInSeconds } = await probeAnswer(baseUrl, transport, terminal.now);
  yield finding;
  if (skewInSeconds === undefined) return;
  yield judgeClock(skewInSeconds);
  yield credentials === undefined
    ? skipped('key', 'not tried: give --credentials')
    : await probeKey(credentials, { baseUrl, transport, now: terminal.now });
}

/** An https address, or one of this machine. */
function parseAddress(address: string): URL | undefined {
  const url = URL.parse(address);
  if (url?.protocol === 'https:') return url;
  const isLocal = url !== null && /^(localhost$|127\.|\[::1\])/.test(url.hostname);
  return url?.protocol === 'http:' && isLocal ? url : undefined;
}

/** What lies between this machine and the directory. Behind a proxy only the proxy sees it. */
async function* walkNetwork(url: URL, { env, now }: Terminal): AsyncGenerator<Finding> {
  const { proxy, by } = findProxy(url, env);
  if (proxy !== undefined) {
    yield good('proxy', `${proxy} (${by})`);
    yield skipped('name', 'the proxy looks it up');
    return;
  }
  yield good('proxy', by === undefined ? 'none' : `none, says ${by}`);
  yield await probeName(url);
  if (url.protocol === 'https:') yield await probeCertificate(url, now());
}

function printFinding({ step, state, detail, advice }: Finding, page: Page): void {
  const { good: fine, bad: wrong, quiet } = page.style;
  const sign = { good: fine('✓'), bad: wrong('✗'), skipped: quiet('-') }[state];
  page.line(`${sign} ${step.padEnd(12)} ${detail}`);
  if (advice) page.line(`  ${' '.repeat(12)} ${advice}`);
}
