import { createHash, createPublicKey, createVerify } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  envelope,
  fault,
  PUPILS_WSDL,
  pupilsPage,
  startSoapSimulator,
  type SoapAnswer,
  type SoapSimulator,
} from '../../suite/soap-simulator.ts';
import { checkOptions } from '../../check-options.ts';
import { createMemoryState } from '../../feeds/file-state.ts';
import type { Feed } from '../../feeds/feed.ts';
import { createXml } from '../../formats/xml/read-xml.ts';
import { definition } from './definition.ts';

let service: SoapSimulator;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contactpoint-soap-'));
  service = await startSoapSimulator();
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

const NOW = Date.UTC(2026, 2, 1);
const COUNT = {
  request: { PageNumber: '{page}' },
  paging: 'count',
  morePath: '/Envelope/Body/GetPupilsResponse/More',
};
const CURSOR = {
  request: { Cursor: '{cursor}', ChangedSince: '{since}', Filter: { School: 'A&B' } },
  paging: 'cursor',
  cursorPath: '/Envelope/Body/GetPupilsResponse/Next',
};

function open(
  options: Record<string, unknown>,
  given: { state?: ReturnType<typeof createMemoryState>; env?: Record<string, string>; wsdl?: string } = {},
): Promise<Feed> {
  const wsdl = join(folder, 'pupils.wsdl');
  const text = given.wsdl ?? PUPILS_WSDL;
  writeFileSync(wsdl, text);
  const { id, options: schemas, required } = definition;
  const defaults = {
    wsdl,
    wsdlHash: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    url: service.url,
    operation: 'GetPupils',
    networks: ['loopback'],
    attempts: 3,
  };
  const settled = checkOptions({ ...defaults, ...options }, { owner: id, options: schemas, required });
  return definition.create(settled, {
    env: given.env ?? {},
    state: given.state ?? createMemoryState(),
    now: () => NOW,
    random: () => 0,
  });
}

/** The ids of all pupils that the feed hands over, read by the XML format; every page is accepted until `stopAfter`. */
async function pull(feed: Feed, stopAfter = Infinity): Promise<(string | undefined)[]> {
  const format = createXml({ path: '/Envelope/Body/GetPupilsResponse/Pupils/Pupil' });
  const ids: (string | undefined)[] = [];
  let pages = 0;
  for await (const delivery of feed.deliveries()) {
    if (++pages > stopAfter) break;
    for await (const { records } of format.read(delivery.file))
      ids.push(...records.map((record) => record.layout.field('Id')!(record)));
    await delivery.accept();
  }
  return ids;
}
const numberIn = (body: string): number => Number(/PageNumber>(\d+)</.exec(body)?.[1]);

describe('soap pages', () => {
  beforeEach(() => {
    service.answer = ({ body }) => {
      const page = numberIn(body);
      return { body: pupilsPage([`${page}a`, `${page}b`], `<More>${page < 4}</More>`) };
    };
  });

  it('are counted up while there is more', async () => {
    expect(await pull(await open(COUNT))).toEqual(['1a', '1b', '2a', '2b', '3a', '3b', '4a', '4b']);
    expect(service.questions[0]).toMatchObject({
      action: '"urn:mis:pupils/GetPupils"',
      type: 'text/xml; charset=utf-8',
    });
  });

  it('go on where a pull was broken off, and begin anew after a complete one', async () => {
    const state = createMemoryState();
    expect(await pull(await open(COUNT, { state }), 2)).toHaveLength(4);
    expect(await pull(await open(COUNT, { state }))).toEqual(['3a', '3b', '4a', '4b']);
    expect(await pull(await open(COUNT, { state }))).toHaveLength(8);
  });

  it('survive faults of the service, gateways and broken connections on the way', async () => {
    const sound = service.answer;
    service.answer = (question, count) => {
      const troubles: (SoapAnswer | undefined)[] = [
        fault('Server'),
        { status: 503, body: '' },
        undefined,
        { status: 500, type: 'text/html', body: '<h1>oops' },
      ];
      return troubles[count - 1] ?? sound(question, count);
    };
    expect(await pull(await open(COUNT))).toHaveLength(8);
    expect(service.questions).toHaveLength(7);
  });

  it('are followed by a cursor, with nested members escaped and unknown ones left out', async () => {
    service.answer = ({ body }) => ({
      body: body.includes('Cursor>c&amp;1<')
        ? pupilsPage(['2'], '<Next/>')
        : pupilsPage(['1'], '<Next>c&amp;1</Next>'),
    });
    const state = createMemoryState();
    expect(await pull(await open(CURSOR, { state }))).toEqual(['1', '2']);
    expect(service.questions[0]!.body).toContain('School>A&amp;B<');
    expect(service.questions[0]!.body).not.toMatch(/Cursor|ChangedSince/);
    await pull(await open(CURSOR, { state }));
    expect(service.questions[2]!.body).toContain('ChangedSince>2026-03-01T00:00:00.000Z<');
  });

  it('are asked for in SOAP 1.2 where that is declared', async () => {
    service.answer = () => ({
      type: 'application/soap+xml',
      body: envelope('<GetPupilsResponse/>', { version: '1.2' }),
    });
    await pull(await open({ version: '1.2' }));
    expect(service.questions[0]!.type).toContain('application/soap+xml');
    expect(service.questions[0]!.body).toContain('http://www.w3.org/2003/05/soap-envelope');
  });

  it('whose values are of a wrong type are handed over as they are: what they mean is for the mapping to judge', async () => {
    service.answer = () => ({ body: pupilsPage(['not a number', ''], '<More>0</More>') });
    expect(await pull(await open(COUNT))).toEqual(['not a number', '']);
  });
});

describe('soap sign-in', () => {
  beforeEach(() => (service.answer = () => ({ body: pupilsPage([], '') })));

  it('sends a user name with a password, or with its digest, a nonce and the time', async () => {
    const env = { PASSWORD: 's&cret' };
    await pull(await open({ user: 'me', passwordEnv: 'PASSWORD' }, { env }));
    expect(service.questions[0]!.body).toMatch(/Username>me<.*PasswordText">s&amp;cret</s);
    await pull(await open({ user: 'me', passwordEnv: 'PASSWORD', passwordType: 'digest' }, { env }));
    const { body } = service.questions[1]!;
    const find = (name: string): string =>
      new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]+)<`).exec(body.slice(body.indexOf('UsernameToken')))?.[1] ??
      '';
    const digest = createHash('sha1').update(
      Buffer.concat([Buffer.from(find('Nonce'), 'base64'), Buffer.from(find('Created') + env.PASSWORD)]),
    );
    expect(find('Password')).toBe(digest.digest('base64'));
    expect(body).not.toContain('s&amp;cret');
  });

  it('signs with a certificate', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        '-days',
        '2',
        '-subj',
        '/CN=contactpoint',
      ],
      { stdio: 'ignore' },
    );
    await pull(await open({ signCert: cert, signKey: key }));
    const { body } = service.questions[0]!;
    const signedInfo = /<SignedInfo.*<\/SignedInfo>/s.exec(body)?.[0] ?? '';
    const signature = /<SignatureValue>([^<]+)</.exec(body)?.[1] ?? '';
    expect(body).toContain('rsa-sha256');
    // Exclusive canonical form of what the library writes: its namespace stands on the element itself.
    const canonical = signedInfo
      .replace('<SignedInfo>', '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">')
      .replace(/<(\w+)([^>]*)\/>/g, '<$1$2></$1>');
    const verifies = createVerify('RSA-SHA256')
      .update(canonical)
      .verify(createPublicKey(readFileSync(cert)), signature, 'base64');
    expect(verifies).toBe(true);
  });

  it('is refused without quoting anybody', async () => {
    service.answer = () => ({ status: 401, type: 'text/html', body: 'Siân' });
    await expect(pull(await open({}))).rejects.toMatchObject({ code: 'feed.sign-in-refused' });
    await expect(open({ user: 'me', passwordEnv: 'NONE' })).rejects.toMatchObject({
      code: 'feed.secret-missing',
    });
  });
});

describe('soap answers that are not taken', () => {
  const of11 = 'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"';
  it.each<[string, SoapAnswer, string]>([
    ['a fault of ours', fault('Client'), 'soap.fault'],
    ['a fault of theirs that lasts', fault('Server'), 'soap.fault-passing'],
    ['a fault with a strange code', { status: 500, body: envelope('<s:Fault><faultcode>Siân!</faultcode></s:Fault>') }, 'soap.fault'],
    ['a fault with status 200', { ...fault('Client'), status: 200 }, 'soap.fault'],
    ['another version', { body: envelope('<x/>', { version: '1.2' }) }, 'soap.envelope-refused'],
    ['a page of a web site', { type: 'text/html', body: '<html/>' }, 'soap.envelope-refused'],
    ['several parts', { type: 'multipart/related; type="application/xop+xml"', body: '--x' }, 'soap.envelope-refused'],
    ['an attachment', { body: envelope('<a><Include xmlns="http://www.w3.org/2004/08/xop/include" href="cid:1"/></a>') }, 'soap.envelope-refused'],
    ['a reference', { body: envelope('<a href="#1"/><b id="1"/>') }, 'soap.envelope-refused'],
    ['an array with a claimed size', { body: envelope('<a xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" e:arrayType="x[2147483647]"/>') }, 'soap.envelope-refused'],
    ['a header that must be understood', { body: envelope('<a/>', { header: '<h xmlns="urn:x" s:mustUnderstand="1"/>' }) }, 'soap.envelope-refused'],
    ['two bodies', { body: `<s:Envelope ${of11}><s:Body/><s:Body/></s:Envelope>` }, 'soap.envelope-refused'],
    ['no body', { body: `<s:Envelope ${of11}><s:Header/></s:Envelope>` }, 'soap.envelope-refused'],
    ['a DOCTYPE', { body: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><s:Envelope ${of11}><s:Body>&a;</s:Body></s:Envelope>` }, 'soap.envelope-refused'],
    ['half an envelope', { body: envelope('<a/>').slice(0, -9) }, 'soap.envelope-refused'],
    ['depth', { body: envelope('<a>'.repeat(70) + '</a>'.repeat(70)) }, 'soap.envelope-refused'],
    ['no word whether there is more', { body: pupilsPage(['1'], '') }, 'feed.not-understood'],
    ['a redirect', { status: 307, body: '' }, 'feed.refused'],
    ['silence', { isSilent: true, body: '' }, 'feed.no-answer'],
  ])('%s', async (_, answer, code) => {
    service.answer = () => answer;
    const failure = await pull(await open({ ...COUNT, attempts: 2, timeoutInSeconds: 1 })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(`${String(failure)} ${(failure as { suggestion: string }).suggestion}`).not.toMatch(/Canary|Siân/);
  }); // prettier-ignore

  it('but headers that only address or vouch for the time are no obstacle', async () => {
    const header =
      '<o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" s:mustUnderstand="1"/><a:Action xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">x</a:Action>';
    service.answer = () => ({ body: envelope('<GetPupilsResponse/>', { header }) });
    expect(await pull(await open({}))).toEqual([]);
  });
});

describe('soap descriptions', () => {
  it.each<[string, string]>([
    [
      'another file',
      PUPILS_WSDL.replace(
        '<wsdl:types>',
        '<wsdl:import location="http://169.254.169.254/x" namespace="urn:x"/><wsdl:types>',
      ),
    ],
    [
      'another schema',
      PUPILS_WSDL.replace(
        'elementFormDefault="qualified">',
        'elementFormDefault="qualified"><xs:include schemaLocation="more.xsd"/>',
      ),
    ],
    ['a DOCTYPE', PUPILS_WSDL.replace('?>', '?><!DOCTYPE x>')],
    ['half a file', PUPILS_WSDL.slice(0, 900)],
    ['no description', '<?xml version="1.0"?><x/>'],
  ])('are refused for %s', async (_, wsdl) => {
    await expect(open({}, { wsdl })).rejects.toMatchObject({ code: 'soap.wsdl-refused' });
  });

  it('are refused when they changed, when they are not there, and when the operation is not in them', async () => {
    await expect(open({ wsdlHash: `sha256:${'0'.repeat(64)}` })).rejects.toMatchObject({
      code: 'soap.wsdl-refused',
    });
    await expect(open({ wsdl: join(folder, 'none') })).rejects.toMatchObject({ code: 'file.not-readable' });
    await expect(open({ operation: 'DropPupils' })).rejects.toMatchObject({
      code: 'soap.operation-unknown',
      message: expect.stringContaining('it has GetPupils') as unknown,
    });
  });

  it('never say where the service is: only the mapping does', async () => {
    service.answer = () => ({ body: pupilsPage([], '') });
    await pull(await open({}));
    expect(service.questions).toHaveLength(1);
  });
});
