import { XSI_NAMESPACE } from './xml-shape.ts';

/** An element's name: `uri` is empty for one without a namespace. Prefixes mean nothing and are not told. */
export interface XmlName {
  readonly uri: string;
  readonly local: string;
  /** Both in one, for comparing: `{uri}local`, or the local name alone where there is no namespace. */
  readonly expanded: string;
}

/** A name as a document writes it, prefix and all. */
export interface WrittenName extends XmlName {
  readonly written: string;
  /** The element that opened after the one of this name when it stood last: most likely it does again. */
  follower: string;
}

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/* eslint-disable no-misleading-character-class -- ends of ranges, which the rule takes for joined characters */
const START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const LATER = `${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040`;
/** XML 1.0 fifth edition, section 2.3. */
const NAME = new RegExp(`^[:${START}][:${LATER}]*$`, 'u');
/** Namespaces in XML 1.0, section 4. */
const QUALIFIED_NAME = new RegExp(`^(?:[${START}][${LATER}]*:)?[${START}][${LATER}]*$`, 'u');
const PLAIN_NAME = new RegExp(`^[${START}][${LATER}]*$`, 'u');
/* eslint-enable no-misleading-character-class */

/**
 * Whether a processing instruction may have this name: with namespaces, colons part prefixes and stand in no
 * other name.
 */
export function isTarget(name: string, isLenient: boolean): boolean {
  return (isLenient ? NAME : PLAIN_NAME).test(name) && !/^xml$/i.test(name);
}

/** What all scopes of one document share. */
interface NameRules {
  /** Whether prefixes need not be declared. */
  readonly isLenient: boolean;
  /** How many more names and scopes may be remembered: a document cannot fill the memory with names. */
  room: number;
}

const ROOM = 10_000;

/** One declaration of a namespace, `xmlns="…"` having an empty prefix. */
export interface Declaration {
  readonly prefix: string;
  readonly uri: string;
}

/**
 * The names that may stand in one scope of namespace declarations. Names and inner scopes are remembered, so that
 * each is checked and resolved once.
 */
export class NameScope {
  readonly #rules: NameRules;
  readonly #uris: ReadonlyMap<string, string>;
  readonly #elements = new Map<string, WrittenName>();
  readonly #attributes = new Map<string, WrittenName>();
  readonly #inner = new Map<string, NameScope>();

  constructor(rules: NameRules, uris: ReadonlyMap<string, string>) {
    this.#rules = rules;
    this.#uris = uris;
  }

  /** The name of an element as it is written; undefined for one that may not stand here. */
  element(raw: string): WrittenName | undefined {
    return this.#elements.get(raw) ?? this.#resolve(raw, this.#elements);
  }

  /** The name of an attribute as it is written: without a prefix it is in no namespace. */
  attribute(raw: string): WrittenName | undefined {
    return this.#attributes.get(raw) ?? this.#resolve(raw, this.#attributes);
  }

  /** The scope inside an element with these declarations; undefined where one of them is forbidden. */
  within(declarations: readonly Declaration[]): NameScope | undefined {
    const key = JSON.stringify(declarations);
    const known = this.#inner.get(key);
    if (known !== undefined) return known;
    const uris = new Map(this.#uris);
    for (const { prefix, uri } of declarations) {
      if (prefix !== '' && !NAME.test(prefix)) return undefined;
      if (isAllowed(prefix, uri)) uris.set(prefix, uri);
      else if (!this.#rules.isLenient) return undefined;
    }
    const scope = new NameScope(this.#rules, uris);
    if (this.#rules.room-- > 0) this.#inner.set(key, scope);
    return scope;
  }

  #resolve(raw: string, names: Map<string, WrittenName>): WrittenName | undefined {
    const { isLenient } = this.#rules;
    if (!(isLenient ? NAME : QUALIFIED_NAME).test(raw)) return undefined;
    const colon = raw.indexOf(':');
    const prefix = colon < 0 ? '' : raw.slice(0, colon);
    const uri = prefix === '' && names === this.#attributes ? '' : this.#uriOf(prefix);
    if (uri === undefined) return undefined;
    const written = copyOf(raw);
    const local = written.slice(colon + 1);
    const name = { uri, local, expanded: uri === '' ? local : `{${uri}}${local}`, written, follower: '' };
    if (this.#rules.room-- > 0) names.set(written, name);
    return name;
  }

  #uriOf(prefix: string): string | undefined {
    const uri = this.#uris.get(prefix);
    if (uri !== undefined || !this.#rules.isLenient) return uri;
    // Fragments of larger documents leave out even this declaration.
    return prefix === 'xsi' ? XSI_NAMESPACE : '';
  }
}

/** The scope of a document's root, where nothing is declared. */
export function createRootScope(isLenient: boolean): NameScope {
  const uris = new Map([
    ['', ''],
    ['xml', XML],
  ]);
  return new NameScope({ isLenient, room: ROOM }, uris);
}

/** The declaration that an attribute is; undefined for any other attribute. */
export function toDeclaration(raw: string, value: string): Declaration | undefined {
  if (!raw.startsWith('xmlns')) return undefined;
  if (raw.length === 5) return { prefix: '', uri: value };
  return raw.length > 6 && raw.startsWith(':', 5) ? { prefix: raw.slice(6), uri: value } : undefined;
}

/** Namespaces in XML 1.0, sections 2.2 and 3. */
function isAllowed(prefix: string, uri: string): boolean {
  if (prefix === 'xml') return uri === XML;
  if (prefix === 'xmlns' || uri === XML || uri === XMLNS) return false;
  return prefix === '' || (uri !== '' && PLAIN_NAME.test(prefix));
}

/** The same text by itself: a part of a text holds the whole of it in memory. */
function copyOf(text: string): string {
  return Array.from(text).join('');
}
