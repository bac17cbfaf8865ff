import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { type Client, createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateRequest } from '../requests.ts';
import { readShaped } from '../xml/read-shaped.ts';
import { writeShaped } from '../xml/write-shaped.ts';
import { readXml, type XmlElement } from '../xml/xml-tree.ts';
import { SOAP_OPERATIONS } from './operations.ts';
import { wsdlFor } from './wsdl.ts';

const CONTEXT = {
  user: 'nurse-7',
  organisation: 'northmere-health',
  role: 'practitioner',
  reason: { code: 'providingService' },
  route: 'cms',
};
const SERVICE = { category: 'schoolNursing', name: 'Northmere school nursing' };
const PROVENANCE = { source: 'wirral-ics', suppliedAt: '2026-11-20T02:00:00Z' };
const DISCREPANCY = {
  id: 'd1',
  kind: 'differs',
  path: '/child/dateOfBirth',
  recordId: '100234',
  state: 'open',
  openedAt: '2026-11-20T02:00:00Z',
};

/** By operation: what a client sends in JSON as the API has it, and what a directory may answer. */
const CONVERSATIONS: Readonly<Record<string, { readonly request: object; readonly answer: object }>> = {
  SubmitRecords: {
    request: {
      records: [
        {
          source: {
            system: 'wirral-ics',
            recordId: '100234',
            suppliedAt: '2026-11-20T02:00:00Z',
            sequence: 412,
          },
          operation: 'upsert',
          completeness: 'full',
          child: { names: [{ given: ['Siân', 'Mair'], family: "O'Neill & <Co>" }], gender: 'female' },
          involvements: [{ id: 'w-1', service: SERVICE, from: '2025-09-01', leadProfessional: false }],
        },
      ],
    },
    answer: {
      submissionId: 's1',
      receipts: [
        {
          ref: 0,
          recordId: '100234',
          outcome: 'created',
          match: 'new',
          issues: [
            {
              code: 'upn.bad-check',
              severity: 'warning',
              message: 'Not right.',
              path: '/child/identifiers/0',
              place: { file: 'a.csv', row: 2, bytes: [0, 120] },
            },
          ],
          discrepancies: [],
        },
      ],
    },
  },
  SearchChildren: {
    request: { accessContext: CONTEXT, criteria: { family: "O'Neill", dateOfBirth: '2014-03-09' } },
    answer: {
      outcome: 'nobody-found',
      candidates: [],
      coverage: [{ source: 'wirral-ics', lastSuppliedAt: null }],
    },
  },
  ViewChild: {
    request: { accessContext: CONTEXT, childId: 'c1' },
    answer: {
      childId: 'c1',
      limited: false,
      names: [{ ...PROVENANCE, value: { given: ['Siân'], family: "O'Neill" } }],
      carers: [],
      involvements: [{ ...PROVENANCE, value: { id: 'w-1', service: SERVICE, to: null } }],
      education: 'recorded',
    },
  },
  RecordInvolvement: {
    request: { accessContext: CONTEXT, childId: 'c1', involvement: { service: SERVICE, from: '2026-11-01' } },
    answer: { involvementId: 'i1' },
  },
  GetNotifications: {
    request: { source: 'wirral-ics' },
    answer: {
      notifications: [
        { id: 'n1', kind: 'discrepancy', at: '2026-11-20T02:00:00Z', discrepancy: DISCREPANCY },
      ],
    },
  },
  AnswerDiscrepancy: {
    request: {
      discrepancyId: 'd1',
      answer: 'reconfirmed',
      confirmedWith: 'child',
      confirmedOn: '2026-11-21',
    },
    answer: { ...DISCREPANCY, state: 'reconfirmed' },
  },
};

const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

let server: Server;
let folder: string;
let wsdlFile: string;
const received: { envelope: string; operation: string; value: unknown }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const root = readXml(Buffer.concat(chunks), { name: 'the request' });
      const message = bodyOf(root);
      const operation = message.local;
      received.push({ envelope: root.uri, operation, value: readShaped(message, operation) });
      const answer = CONVERSATIONS[operation]?.answer ?? {};
      const type = SOAP_OPERATIONS.find(({ name }) => name === operation)?.response ?? '';
      const body = writeShaped(answer, type, `${operation}Response`);
      response.setHeader('content-type', root.uri === SOAP_12 ? 'application/soap+xml' : 'text/xml');
      response.end(`<s:Envelope xmlns:s="${root.uri}"><s:Body>${body}</s:Body></s:Envelope>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  folder = mkdtempSync(join(tmpdir(), 'contactpoint-wsdl-'));
  wsdlFile = join(folder, 'contactpoint-1.wsdl');
  writeFileSync(wsdlFile, wsdlFor(`http://127.0.0.1:${port}/soap/v1`));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function bodyOf(envelope: XmlElement): XmlElement {
  const body = envelope.children.find(({ local }) => local === 'Body');
  const message = body?.children[0];
  if (message === undefined) throw new Error('the envelope has no message');
  return message;
}

describe('the WSDL', () => {
  it('lets the soap client find every operation in both versions, offline', async () => {
    const client = await createClientAsync(wsdlFile);
    const names = SOAP_OPERATIONS.map(({ name }) => name).sort();
    const { ContactPoint } = client.describe() as { ContactPoint: Record<'Soap11' | 'Soap12', object> };
    expect(Object.keys(ContactPoint.Soap11).sort()).toEqual(names);
    expect(Object.keys(ContactPoint.Soap12).sort()).toEqual(names);
  });

  it('holds schemas that libxml2 compiles', () => {
    using wsdl = XmlDocument.fromString(wsdlFor('https://directory.example/soap/v1'));
    const [record, directory] = wsdl.find('//xs:schema', { xs: 'http://www.w3.org/2001/XMLSchema' });
    using recordSchema = XmlDocument.fromString(record?.toString() ?? '');
    expect(() => XsdValidator.fromDoc(recordSchema)).not.toThrow();
    expect(directory?.toString()).toContain('SubmitRecordsResponse');
  });
});

describe.each([
  ['1.1', false, SOAP_11],
  ['1.2', true, SOAP_12],
])('a soap client speaking SOAP %s', (_, forceSoap12Headers, envelope) => {
  let client: Client;
  beforeAll(async () => {
    client = await createClientAsync(wsdlFile, { forceSoap12Headers });
  });

  it.each(Object.entries(CONVERSATIONS))(
    '%s is understood and answered',
    async (operation, { request, answer }) => {
      received.length = 0;
      const [result] = (await client[`${operation}Async`](wrapLists(request))) as [Record<string, unknown>];
      expect(received).toEqual([{ envelope, operation, value: { value: request, issues: [] } }]);
      expect(withoutAttributes(result)).toEqual(asReceived(answer));
    },
  );
});

describe('every SOAP request', () => {
  it.each(SOAP_OPERATIONS)(
    '$name gives a body that the API’s own validator accepts',
    ({ name, operationId, addressed }) => {
      const request = Object.entries(CONVERSATIONS[name]?.request ?? {});
      const body = Object.fromEntries(request.filter(([field]) => !(field in addressed)));
      expect(validateRequest(operationId, 'body', body)).toEqual([]);
      for (const [field, { part, name: parameter }] of Object.entries(addressed)) {
        const value = request.find(([each]) => each === field)?.[1];
        expect(validateRequest(operationId, part, value === undefined ? {} : { [parameter]: value })).toEqual(
          [],
        );
      }
    },
  );
});

const ITEMS: Readonly<Record<string, string>> = {
  records: 'record', names: 'name', given: 'name', involvements: 'involvement', receipts: 'receipt', issues: 'issue',
  discrepancies: 'discrepancy', candidates: 'candidate', coverage: 'source', carers: 'carer', notifications: 'notification', bytes: 'offset',
}; // prettier-ignore

/** A list as XML has it: an element around its items. */
function wrapLists(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => wrapLists(each));
    return items.length === 0 ? null : { [ITEMS[field] ?? '']: items };
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, wrapLists(each, key)]));
}

/** The client keeps nil and namespaces as attributes beside the value. */
function withoutAttributes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAttributes);
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  const entries = Object.entries(value).filter(([key]) => key !== 'attributes');
  return entries.length === 0
    ? null
    : Object.fromEntries(entries.map(([key, each]) => [key, withoutAttributes(each)]));
}

/** As the client gives it: without what is nil, and with numbers and booleans as text, which it may turn back. */
function asReceived(value: unknown): unknown {
  return withoutAttributes(wrapLists(withoutNulls(value)));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutNulls(each)]));
}
