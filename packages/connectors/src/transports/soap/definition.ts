import type { ISecurity } from 'soap';
import { PAGE_OPTIONS, readPageOptions, type PageOptions } from '../http/page-options.ts';
import { needsBoth, readOptionFile, resolveOption } from '../read-option-file.ts';
import { readSecret } from '../read-secret.ts';
import type { TransportContext, TransportDefinition } from '../transport.ts';
import type { SoapArguments } from './build-request.ts';
import { openWsdl } from './open-wsdl.ts';
import type { SoapPaging } from './soap-feed.ts';

/** Options as an input of a mapping gives them. */
export interface SoapInput extends PageOptions {
  readonly wsdl: string;
  readonly wsdlHash: string;
  readonly url: string;
  readonly operation: string;
  readonly request?: SoapArguments;
  readonly version: '1.1' | '1.2';
  readonly paging: SoapPaging['kind'];
  readonly morePath?: string;
  readonly cursorPath?: string;
  readonly user?: string;
  readonly passwordEnv?: string;
  readonly passwordType: 'text' | 'digest';
  readonly signCert?: string;
  readonly signKey?: string;
}

/** Pages of a SOAP service. */
export const definition: TransportDefinition = {
  id: 'soap',
  title: 'SOAP',
  description:
    'Asks a SOAP service, described by a WSDL file that is pinned by its hash, for page after page. Each answer is read as XML: path: /Envelope/Body/…',
  direction: 'pull',
  delivers: 'pages',
  options: {
    wsdl: { type: 'string', description: 'The WSDL, as one file.', examples: ['pupils.wsdl'] },
    wsdlHash: { type: 'string', description: 'The hash of that file.', pattern: '^sha256:[0-9a-fA-F]{64}$' },
    url: {
      type: 'string',
      description: 'Address of the service; that of the WSDL is not used.',
      pattern: '^https?://',
    },
    operation: { type: 'string', description: 'The operation to call.', examples: ['GetPupils'] },
    request: {
      type: 'object',
      description:
        'Members of the request. {page}, {cursor} and {since} stand for the page’s number, the last answer’s cursor, and the time of the last complete pull.',
      examples: [{ PageNumber: '{page}', PageSize: '500', ChangedSince: '{since}' }],
    },
    version: { type: 'string', description: 'The version of SOAP.', enum: ['1.1', '1.2'], default: '1.1' },
    paging: {
      type: 'string',
      description: 'How the next page is told: not at all, by counting, or by a cursor in the answer.',
      enum: ['none', 'count', 'cursor'],
      default: 'none',
    },
    morePath: {
      type: 'string',
      description: 'With paging: count, where the answer says whether there is more.',
      pattern: '^/Envelope/Body/',
      examples: ['/Envelope/Body/GetPupilsResponse/HasMore'],
    },
    cursorPath: {
      type: 'string',
      description: 'With paging: cursor, where the answer gives the cursor.',
      pattern: '^/Envelope/Body/',
    },
    user: { type: 'string', description: 'The account of a WS-Security UsernameToken.' },
    passwordEnv: { type: 'string', description: 'The environment variable that holds its password.' },
    passwordType: {
      type: 'string',
      description: 'How the password is sent.',
      enum: ['text', 'digest'],
      default: 'text',
    },
    signCert: {
      type: 'string',
      description: 'File with the certificate (X.509, PEM) that signs the request.',
    },
    signKey: { type: 'string', description: 'File with the key of that certificate, PEM.' },
    ...PAGE_OPTIONS,
    timeoutInSeconds: { ...PAGE_OPTIONS.timeoutInSeconds, default: 120 },
  },
  required: ['wsdl', 'wsdlHash', 'url', 'operation'],
  example: {
    transport: 'soap',
    format: 'xml',
    wsdl: 'pupils.wsdl',
    wsdlHash: 'sha256:0000000000000000000000000000000000000000000000000000000000000000',
    url: 'https://mis.example/Pupils.svc',
    operation: 'GetPupils',
    request: { PageNumber: '{page}', PageSize: '500' },
    paging: 'count',
    morePath: '/Envelope/Body/GetPupilsResponse/HasMore',
    path: '/Envelope/Body/GetPupilsResponse/Pupils/Pupil',
  },
  create: (options, context) => openSoap(options as unknown as SoapInput, context),
};

async function openSoap(
  input: SoapInput,
  context: TransportContext,
): ReturnType<TransportDefinition['create']> {
  const { url, operation, version, request = {} } = input;
  const wsdl = await openWsdl(resolveOption(input.wsdl, context), input.wsdlHash);
  // Loaded only now: the library and all it needs cost a while.
  const { createRequestBuilder } = await import('./build-request.ts');
  const { createSoapFeed } = await import('./soap-feed.ts');
  const security = await openSecurity(input, context);
  const build = await createRequestBuilder({ wsdl, file: input.wsdl, url, operation, version, security });
  return createSoapFeed({
    url,
    version,
    build,
    request,
    paging: readPaging(input),
    ...(await readPageOptions(input, [url], context)),
    ...context,
  });
}

function readPaging({ paging, morePath = '', cursorPath = '' }: SoapInput): SoapPaging {
  if (paging === 'count') return { kind: paging, morePath };
  return paging === 'cursor' ? { kind: paging, cursorPath } : { kind: paging };
}

async function openSecurity(input: SoapInput, context: TransportContext): Promise<ISecurity | undefined> {
  const { user, signCert, signKey, passwordType } = input;
  if ((signCert === undefined) !== (signKey === undefined)) throw needsBoth('signCert', 'signKey');
  if ((user === undefined) !== (input.passwordEnv === undefined)) throw needsBoth('user', 'passwordEnv');
  if (user === undefined && signCert === undefined) return undefined;
  const { WSSecurity, WSSecurityCert } = await import('soap');
  const [key, cert] = await Promise.all([signKey, signCert].map((path) => readOptionFile(path, context)));
  if (key !== undefined && cert !== undefined) {
    return new WSSecurityCert(key, cert, '', {
      hasTimeStamp: true,
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
  }
  const password = readSecret(input.passwordEnv, context) ?? '';
  const passwordName = passwordType === 'digest' ? 'PasswordDigest' : 'PasswordText';
  return new WSSecurity(user ?? '', password, {
    passwordType: passwordName,
    hasTimeStamp: true,
    hasNonce: true,
  });
}
