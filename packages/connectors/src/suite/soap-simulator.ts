import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A WSDL as vendors write them: document/literal, one operation that gives pupils page by page. */
export const PUPILS_WSDL = `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:mis:pupils" targetNamespace="urn:mis:pupils">
  <wsdl:types><xs:schema targetNamespace="urn:mis:pupils" elementFormDefault="qualified">
    <xs:element name="GetPupils"><xs:complexType><xs:sequence>
      <xs:element name="PageNumber" type="xs:int" minOccurs="0"/><xs:element name="Cursor" type="xs:string" minOccurs="0"/>
      <xs:element name="ChangedSince" type="xs:string" minOccurs="0"/>
      <xs:element name="Filter" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="School" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="GetPupilsResponse"><xs:complexType><xs:sequence/></xs:complexType></xs:element>
  </xs:schema></wsdl:types>
  <wsdl:message name="In"><wsdl:part name="parameters" element="t:GetPupils"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="parameters" element="t:GetPupilsResponse"/></wsdl:message>
  <wsdl:portType name="Port"><wsdl:operation name="GetPupils"><wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation></wsdl:portType>
  <wsdl:binding name="Binding" type="t:Port"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="GetPupils"><soap:operation soapAction="urn:mis:pupils/GetPupils" style="document"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding>
  <wsdl:service name="Pupils"><wsdl:port name="Port" binding="t:Binding"><soap:address location="http://127.0.0.1:1/elsewhere"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;

const ENVELOPE_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const ENVELOPE_12 = 'http://www.w3.org/2003/05/soap-envelope';

/** What the simulator was asked, as text. */
export interface SoapQuestion {
  readonly body: string;
  readonly action: string;
  readonly type: string;
}
/** What the simulator answers: 200 and XML unless said. */
export interface SoapAnswer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
  /** Never answers at all. */
  readonly isSilent?: boolean;
}

/** A vendor's SOAP service in this process; what it answers is up to the test. */
export interface SoapSimulator {
  readonly url: string;
  readonly questions: SoapQuestion[];
  answer: (question: SoapQuestion, count: number) => SoapAnswer;
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback; it answers an empty body until told. */
export async function startSoapSimulator(): Promise<SoapSimulator> {
  const questions: SoapQuestion[] = [];
  const simulator = {
    url: '',
    questions,
    answer: (): SoapAnswer => ({ body: '' }),
    close,
  } as SoapSimulator & { url: string };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const question = {
        body: Buffer.concat(chunks).toString(),
        action: String(request.headers['soapaction'] ?? ''),
        type: String(request.headers['content-type'] ?? ''),
      };
      questions.push(question);
      const {
        status = 200,
        type = 'text/xml; charset=utf-8',
        body,
        isSilent,
      } = simulator.answer(question, questions.length);
      if (isSilent !== true) response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  simulator.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/Pupils.svc`;
  return simulator;
}

/** A SOAP envelope around this body. */
export function envelope(
  body: string,
  { header = '', version = '1.1' }: { header?: string; version?: '1.1' | '1.2' } = {},
): string {
  const namespace = version === '1.1' ? ENVELOPE_11 : ENVELOPE_12;
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${namespace}">${header && `<s:Header>${header}</s:Header>`}<s:Body>${body}</s:Body></s:Envelope>`;
}

/** One page of pupils, with what says where the next is. */
export function pupilsPage(ids: readonly string[], more: string): string {
  const pupils = ids.map((id) => `<Pupil><Id>${id}</Id><Name>Siân ${id}</Name></Pupil>`).join('');
  return envelope(
    `<GetPupilsResponse xmlns="urn:mis:pupils"><Pupils>${pupils}</Pupils>${more}</GetPupilsResponse>`,
  );
}

/** A fault of this code, whose words name a person, as real ones do. */
export function fault(code: string): SoapAnswer {
  return {
    status: 500,
    body: envelope(
      `<s:Fault><faultcode>s:${code}</faultcode><faultstring>Canary Siân</faultstring></s:Fault>`,
    ),
  };
}
