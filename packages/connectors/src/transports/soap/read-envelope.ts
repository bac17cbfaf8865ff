import { createError, isContactPointError } from '@contactpoint/contract';
import {
  createXmlReader,
  type XmlAttribute,
  type XmlHandler,
  type XmlName,
  type XmlReader,
} from '@contactpoint/contract/xml';
import { decodeBlocks } from '../../text/decode-blocks.ts';
import { openText } from '../../text/open-text.ts';

/** What a SOAP answer says besides its records. */
export interface EnvelopeFacts {
  /** Local name of the fault's code: `Client`, `Server`, `Sender`, `Receiver`…; undefined without a fault. */
  readonly faultCode: string | undefined;
  /** The text at each place that was asked for. */
  readonly values: ReadonlyMap<string, string>;
}

/** What an answer must be, and which texts are read of it. */
export interface EnvelopeOptions {
  readonly host: string;
  readonly version: '1.1' | '1.2';
  /** Absolute paths of local names: `/Envelope/Body/GetPupilsResponse/More`. */
  readonly paths: readonly string[];
}

const ENVELOPES = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;
const ENCODING = /^http:\/\/(schemas\.xmlsoap\.org\/soap\/encoding\/|www\.w3\.org\/2003\/05\/soap-encoding)$/;
const XOP = 'http://www.w3.org/2004/08/xop/include';
/**
 * Header blocks that may be marked as to be understood: TLS vouches for what the first says, the others only
 * address.
 */
const UNDERSTOOD = new Set([
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  'http://www.w3.org/2005/08/addressing',
  'http://schemas.xmlsoap.org/ws/2004/08/addressing',
]);
const FAULT_CODES = {
  '1.1': '/Envelope/Body/Fault/faultcode',
  '1.2': '/Envelope/Body/Fault/Code/Value',
} as const;

/**
 * Checks a SOAP answer and reads the few values that steer a feed. Throws `soap.envelope-refused` for what honest
 * services do not send: another version, two bodies, references, attachments, arrays with claimed sizes, headers
 * that must be understood and are not.
 */
export async function readEnvelope(body: Uint8Array, options: EnvelopeOptions): Promise<EnvelopeFacts> {
  const reader = new EnvelopeReader(options);
  const chunks = (async function* () {
    yield await Promise.resolve(body);
  })();
  const text = await openText(chunks, { file: options.host, findDeclared });
  try {
    for await (const block of decodeBlocks(text, { file: options.host, blockBytes: 64 * 1024 }))
      reader.write(block.text);
    return reader.finish();
  } catch (error) {
    const reason = isContactPointError(error) ? XML_REASONS[error.code] : undefined;
    throw reason === undefined ? error : refuse(options.host, reason);
  }
}

function findDeclared(head: string): string | undefined {
  return /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1];
}

/** What the XML reader refuses, in words about the answer. */
const XML_REASONS: Readonly<Record<string, string>> = {
  'xml.doctype': 'it has a DOCTYPE',
  'xml.not-well-formed': 'it is not well-formed XML',
  'xml.limit': 'it is nested too deeply, or a part of it is too long',
};

class EnvelopeReader implements XmlHandler {
  readonly #options: EnvelopeOptions;
  readonly #reader: XmlReader;
  readonly #path: string[] = [];
  readonly #values = new Map<string, string>();
  readonly #wanted: ReadonlySet<string>;
  #bodies = 0;
  #hasFault = false;

  constructor(options: EnvelopeOptions) {
    this.#options = options;
    this.#wanted = new Set([...options.paths, FAULT_CODES[options.version]]);
    this.#reader = createXmlReader(this, { name: options.host });
  }

  write(text: string): void {
    this.#reader.write(text);
  }

  finish(): EnvelopeFacts {
    this.#reader.close();
    if (this.#bodies !== 1) this.#refuse('it has no body');
    const code = this.#values.get(FAULT_CODES[this.#options.version])?.trim() ?? '';
    const faultCode = this.#hasFault ? toCode(code) : undefined;
    return { faultCode, values: this.#values };
  }

  open(name: XmlName, attributes: readonly XmlAttribute[]): void {
    this.#path.push(name.local);
    const depth = this.#path.length;
    const namespace = ENVELOPES[this.#options.version];
    if (depth === 1 && (name.local !== 'Envelope' || name.uri !== namespace))
      this.#refuse('it is of another version');
    if (depth === 2) this.#checkPart(name, namespace);
    const tag = { name, attributes, namespace };
    if (depth === 3 && this.#path[1] === 'Header') this.#checkHeader(tag);
    if (this.#path[1] === 'Body') this.#checkInBody(tag);
  }

  text(text: string): void {
    const path = `/${this.#path.join('/')}`;
    if (!this.#wanted.has(path)) return;
    const value = (this.#values.get(path) ?? '') + text;
    if (value.length > 10_000) this.#refuse('a value that steers the feed is too long');
    this.#values.set(path, value);
  }

  close(): void {
    this.#path.pop();
  }

  #checkPart({ uri, local }: XmlName, namespace: string): void {
    const isPart = uri === namespace && (local === 'Header' || local === 'Body');
    if (!isPart) this.#refuse('it holds something besides header and body');
    if (local === 'Body' && ++this.#bodies > 1) this.#refuse('it has two bodies');
    if (local === 'Header' && this.#bodies > 0) this.#refuse('its header follows its body');
  }

  #checkHeader({ name, attributes, namespace }: Tag): void {
    const mark = attributes.find(({ local, uri }) => local === 'mustUnderstand' && uri === namespace);
    if (mark !== undefined && /^(1|true)$/.test(mark.value.trim()) && !UNDERSTOOD.has(name.uri)) {
      this.#refuse('a header must be understood that is not');
    }
  }

  #checkInBody({ name, attributes, namespace }: Tag): void {
    if (name.uri === XOP) this.#refuse('it refers to an attachment');
    if (name.uri === namespace && name.local === 'Fault' && this.#path.length === 3) this.#hasFault = true;
    for (const { local, uri, value } of attributes) {
      if (ENCODING.test(uri)) this.#refuse('it uses SOAP encoding');
      if (local === 'href' && uri === '' && /^(#|cid:)/i.test(value))
        this.#refuse('it refers to another part');
    }
  }

  #refuse(reason: string): never {
    throw refuse(this.#options.host, reason);
  }
}

interface Tag {
  readonly name: XmlName;
  readonly attributes: readonly XmlAttribute[];
  /** The namespace of the envelope. */
  readonly namespace: string;
}

function refuse(host: string, reason: string): Error {
  return createError('soap.envelope-refused', { values: { host, reason } });
}

/** The local name of a fault code, or a word for one that is none: it goes into messages. */
function toCode(code: string): string {
  const local = code.slice(code.indexOf(':') + 1);
  return /^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(local) ? local : 'no code';
}
