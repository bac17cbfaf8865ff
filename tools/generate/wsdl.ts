import { SOAP_OPERATIONS } from '@contactpoint/contract/soap';
import { XML_NAMESPACES } from '@contactpoint/contract/xml';
import { generatedHeader } from './output.ts';
import { element, type Markup, render } from './xml-builder.ts';
import { readXmlTypes } from './xml-types.ts';
import { buildXsd, PREFIXES, XSD_NAMESPACES } from './xsd.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const COMMENT = `<!-- ${generatedHeader('').trim()} -->\n`;
const SOAP_VERSIONS = { Soap11: 'soap', Soap12: 'soap12' } as const;
/** Stands where the server's own address belongs. */
const ADDRESS = 'https://directory.example/soap/v1';
const TRANSPORT = 'http://schemas.xmlsoap.org/soap/http';

/** The XSD of the record, and the WSDL 1.1 of the SOAP face with everything that it needs inside. */
export function generateWsdl(): Readonly<Record<string, string>> {
  const types = readXmlTypes();
  const record = buildXsd(types, 'record', { contactRecord: 'ContactRecord' });
  const messages = Object.fromEntries([
    ...SOAP_OPERATIONS.flatMap(({ name, response }) => [
      [name, name],
      [`${name}Response`, response],
    ]),
    ['Problem', 'Problem'],
  ]) as Readonly<Record<string, string>>;
  const directory = buildXsd(types, 'directory', messages);
  const wsdl = DECLARATION + COMMENT + render(definitions([record, directory]));
  return {
    'packages/contract/schema/contact-record-1.xsd': DECLARATION + COMMENT + render(record),
    'packages/contract/wsdl/contactpoint-1.wsdl': wsdl,
    'packages/contract/src/generated/wsdl.ts': `${generatedHeader('//')}\nexport const WSDL: string = ${JSON.stringify(wsdl)};\n`,
  };
}

function definitions(schemas: readonly Markup[]): Markup {
  return element(
    'wsdl:definitions',
    {
      'xmlns:wsdl': 'http://schemas.xmlsoap.org/wsdl/',
      'xmlns:soap': 'http://schemas.xmlsoap.org/wsdl/soap/',
      'xmlns:soap12': 'http://schemas.xmlsoap.org/wsdl/soap12/',
      ...XSD_NAMESPACES,
      name: 'ContactPoint',
      targetNamespace: XML_NAMESPACES.directory,
    },
    [
      element('wsdl:types', {}, schemas),
      ...SOAP_OPERATIONS.flatMap(({ name }) => [
        message(`${name}Request`, name),
        message(`${name}Response`, `${name}Response`),
      ]),
      message('ProblemFault', 'Problem'),
      portType(),
      ...Object.entries(SOAP_VERSIONS).map(([version, prefix]) => binding(version, prefix)),
      service(),
    ],
  );
}

function message(name: string, body: string): Markup {
  const part = element('wsdl:part', { name: 'parameters', element: `${PREFIXES.directory}:${body}` });
  return element('wsdl:message', { name }, [part]);
}

function portType(): Markup {
  const operations = SOAP_OPERATIONS.map(({ name }) =>
    element('wsdl:operation', { name }, [
      element('wsdl:input', { message: `${PREFIXES.directory}:${name}Request` }),
      element('wsdl:output', { message: `${PREFIXES.directory}:${name}Response` }),
      element('wsdl:fault', { name: 'Problem', message: `${PREFIXES.directory}:ProblemFault` }),
    ]),
  );
  return element('wsdl:portType', { name: 'Directory' }, operations);
}

function binding(version: string, prefix: string): Markup {
  const literal = [element(`${prefix}:body`, { use: 'literal' })];
  const operations = SOAP_OPERATIONS.map(({ name }) =>
    element('wsdl:operation', { name }, [
      element(`${prefix}:operation`, {
        soapAction: `${XML_NAMESPACES.directory}/${name}`,
        style: 'document',
      }),
      element('wsdl:input', {}, literal),
      element('wsdl:output', {}, literal),
      element('wsdl:fault', { name: 'Problem' }, [
        element(`${prefix}:fault`, { name: 'Problem', use: 'literal' }),
      ]),
    ]),
  );
  return element('wsdl:binding', { name: version, type: `${PREFIXES.directory}:Directory` }, [
    element(`${prefix}:binding`, { style: 'document', transport: TRANSPORT }),
    ...operations,
  ]);
}

function service(): Markup {
  const ports = Object.entries(SOAP_VERSIONS).map(([version, prefix]) =>
    element('wsdl:port', { name: version, binding: `${PREFIXES.directory}:${version}` }, [
      element(`${prefix}:address`, { location: ADDRESS }),
    ]),
  );
  return element('wsdl:service', { name: 'ContactPoint' }, ports);
}
