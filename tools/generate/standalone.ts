import { _, Ajv2020, type Options } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { addHandwrittenKeyword, FAST_CHECKS, type Schema } from './fast-schema.ts';
import { generatedHeader } from './output.ts';

/** How contract compiles every validator: nothing coerced, nothing removed, nothing filled in. */
const OPTIONS: Options = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  messages: false,
  ownProperties: false,
  code: { source: true, esm: true, lines: true, optimize: 2, formats: _`formats` },
};

/** Annotations that our schemas carry for people and other generators; they decide nothing. */
const ANNOTATIONS = ['x-displayed', 'x-for-itself', 'x-issue', 'example', 'discriminator', 'xml'];

export interface StandaloneOptions {
  readonly schemas: readonly Schema[];
  /** Exported name of each validator → `$id` or reference of its schema. */
  readonly validators: Readonly<Record<string, string>>;
  /** Every trouble of a value, for explaining; otherwise the first ends it. */
  readonly allErrors: boolean;
  /** Functions that the schemas have ajv call. */
  readonly functions?: string;
}

/** Formats that are checked, by `src/validation/formats.ts`; the others describe. */
const CHECKED_FORMATS = ['date', 'date-time'];
const DESCRIBING_FORMATS = ['uri', 'uuid', 'byte', 'password', 'email'];

function createCompiler(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ ...OPTIONS, ...options });
  for (const keyword of ANNOTATIONS) ajv.addKeyword(keyword);
  // Only the name of a checked format goes into the code; nothing is validated here.
  for (const format of CHECKED_FORMATS) ajv.addFormat(format, () => true);
  for (const format of DESCRIBING_FORMATS) ajv.addFormat(format, true);
  addHandwrittenKeyword(ajv);
  return ajv;
}

/** A TypeScript module of precompiled validators that imports only our own checks. */
export function compileStandalone(options: StandaloneOptions): string {
  const schemas = options.schemas.map((schema) => withoutTalk(schema) as Schema);
  // One function a definition: shorter, and compilers follow small functions better than one large.
  const { allErrors } = options;
  const ajv = createCompiler({ allErrors, verbose: allErrors, inlineRefs: false, schemas });
  const source = standaloneCode.default(ajv, { ...options.validators });
  const code = withOwnImports(
    `${options.functions ?? ''}\n${options.allErrors ? withShortErrors(source) : withoutErrors(source)}`,
  );
  return `${generatedHeader('//')}\n// @ts-nocheck\n${code}\n`;
}

/** What schemas say to people; validators carry their schemas for explaining and need not carry this. */
const TALK = new Set(['description', 'title', 'examples']);

function withoutTalk(node: unknown, isMapOfNames = false): unknown {
  if (Array.isArray(node)) return node.map((each) => withoutTalk(each));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => isMapOfNames || !TALK.has(key))
      .map(([key, value]) => [key, withoutTalk(value, key === 'properties' || key === '$defs')]),
  );
}

/** The same in half the length: one call for each trouble found, without its place in the schema. */
function withShortErrors(code: string): string {
  return code
    .replaceAll(/schemaPath:"[^"]*",/g, '')
    .replaceAll(TROUBLE, 'vErrors = addTrouble(vErrors, $2);\n');
}

const TROUBLE =
  /^const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\n/gm;

/** Ajv says where it is and builds its first error even when only yes or no is asked, and allocates for both. */
function withoutErrors(code: string): string {
  const short = code
    .replaceAll(/^(function validate\d+\(data), \{instancePath=.*\}=\{\}\)/gm, '$1)')
    .replaceAll(/(validate\d+\(data[\w.[\]]*), \{instancePath:[^}]*\}\)/g, '$1)')
    .replaceAll(/^vErrors = .* validate\d+\.errors : .*;\nerrors = vErrors\.length;$/gm, 'errors++;')
    .replaceAll(/^validate\d+\.errors = .*;$/gm, '')
    .replaceAll(/^const (err\d+) = \{.*\};$/gm, 'const $1 = true;')
    .replaceAll(/\n+/g, '\n');
  if (/instancePath|\.errors/.test(short)) throw new Error('ajv writes its errors differently now');
  return short;
}

/** Ajv writes `require` for its run-time pieces even in an ES module; ours are imported. */
function withOwnImports(code: string): string {
  const body = code
    .replace('"use strict";', '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'countCodePoints');
  const left = /require\([^)]*\)/.exec(body);
  if (left) throw new Error(`generated validator would need ${left[0]}`);
  const imports = {
    '../validation/validator.ts': ['addTrouble'],
    '../validation/formats.ts': ['formats'],
    '../validation/fast-checks.ts': [...FAST_CHECKS, 'countCodePoints'],
  };
  const lines = Object.entries(imports).map(([module, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
    return used.length > 0 ? `import { ${used.join(', ')} } from '${module}';\n` : '';
  });
  return lines.join('') + body;
}
