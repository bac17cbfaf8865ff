import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly '@contactpoint/source': string }>>;
}
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest;

it('lists its whole surface', async () => {
  const surface: Record<string, readonly string[]> = {};
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    const module = (await import(
      new URL(`../${target['@contactpoint/source']}`, import.meta.url).href
    )) as object;
    surface[subpath] = Object.keys(module).sort();
  }
  expect(surface).toMatchInlineSnapshot(`
    {
      ".": [
        "CODE_LISTS",
        "ContactPointError",
        "ERRORS",
        "ISSUES",
        "RULES",
        "SEX_CODES",
        "classifyTenDigitNumber",
        "codeOfGender",
        "cpisResultOf",
        "createError",
        "createIssue",
        "formatNhsNumber",
        "formatTelephoneNumber",
        "genderOfCode",
        "isContactPointError",
        "isKnownLaCode",
        "isRecord",
        "isTemporaryUpn",
        "nearestName",
        "parseEmailAddress",
        "parseIdentifier",
        "parseLaChildId",
        "parseLaCode",
        "parseLaestab",
        "parseNationalInsuranceNumber",
        "parseNhsNumber",
        "parseOdsCode",
        "parseOfstedUrn",
        "parsePostcode",
        "parseSchoolUrn",
        "parseTelephoneNumber",
        "parseUkprn",
        "parseUln",
        "parseUpn",
        "parseUpnUnknownReason",
        "parseUprn",
        "screenLabel",
        "screenRecord",
        "validateRecord",
      ],
      "./crypto/browser": [
        "createBrowserCrypto",
      ],
      "./crypto/node": [
        "createNodeCrypto",
      ],
      "./crypto/suite": [
        "describeCrypto",
      ],
      "./fhir": [
        "readPatient",
        "readRecordBundle",
        "writeRecordBundle",
      ],
      "./json": [
        "JSON_DEPTH_LIMIT",
        "parseJson",
      ],
      "./openapi": [
        "API_DOCUMENT",
      ],
      "./outbound": [
        "decideConnection",
        "decideOutbound",
        "scopeOfAddress",
      ],
      "./requests": [
        "validateRequest",
      ],
      "./soap": [
        "SOAP_OPERATIONS",
        "wsdlFor",
      ],
      "./suite": [
        "createSeededRandom",
        "inventRecord",
        "inventText",
      ],
      "./xml": [
        "XML_LIMITS",
        "XML_NAMESPACES",
        "XSI_NAMESPACE",
        "attributeOf",
        "createXmlReader",
        "escapeXml",
        "readRecordXml",
        "readShaped",
        "readXml",
        "textElement",
        "writeRecordXml",
        "writeShaped",
      ],
    }
  `);
});
