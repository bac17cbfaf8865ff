import { FORMATS, loadFormat, type FormatDefinition, type OptionSchema } from '@contactpoint/connectors';
import { ERRORS } from '@contactpoint/contract';
import { loadTransport, TRANSPORTS, type TransportDefinition } from '@contactpoint/connectors/feeds';
import { stringify } from 'yaml';
import { formatIssues } from '../../packages/contract/src/catalogue/issues/formats.ts';
import { renderPage } from './render-page.ts';

/** One page for every format and transport, made from its definition. */
export async function generateConnectorDocs(): Promise<Readonly<Record<string, string>>> {
  const formats = await Promise.all(Object.keys(FORMATS).map(loadFormat));
  const transports = await Promise.all(Object.keys(TRANSPORTS).map(loadTransport));
  const pages = [...formats, ...transports].map(async (definition) => {
    const path = `docs/connectors/${definition.id}.md`;
    return [path, await renderPage({ path, opening: `# ${definition.title}`, table: describe(definition) })];
  });
  return Object.fromEntries(await Promise.all(pages)) as Readonly<Record<string, string>>;
}

function describe(definition: FormatDefinition | TransportDefinition): string {
  const { description, example, options, required } = definition;
  const rows = Object.entries(options).map(([name, option]) => toRow(name, option, required.includes(name)));
  return [
    description,
    ...('fileExtensions' in definition
      ? [`Files: ${definition.fileExtensions.map((name) => `\`.${name}\``).join(', ')}.`]
      : []),
    'An input of a mapping:',
    `\`\`\`yaml\n${stringify({ inputs: { children: example } }).trim()}\n\`\`\``,
    ['| option | | means |', '| --- | --- | --- |', ...rows].join('\n'),
    ...('fileExtensions' in definition ? [describeTrouble(definition.id)] : []),
  ].join('\n\n');
}

/** Every issue and error that is of this format alone; what all formats share is `file.…`. */
function describeTrouble(id: string): string {
  const area = id === 'ndjson' ? 'json' : id;
  const rowsOf = (
    catalogue: Readonly<Record<string, { readonly title: string }>>,
    cost: (code: string) => string,
  ) =>
    Object.entries(catalogue)
      .filter(([code]) => code.startsWith(`${area}.`))
      .map(([code, { title }]) => `| [\`${code}\`](../errors.md#${code}) | ${title} | ${cost(code)} |`);
  const rows = [
    ...rowsOf(formatIssues, (code) => SEVERITIES[formatIssues[code as keyof typeof formatIssues].severity]),
    ...rowsOf(ERRORS, () => 'ends the run'),
  ];
  return ['| code | what it says | |', '| --- | --- | --- |', ...rows].join('\n');
}

const SEVERITIES = {
  error: 'costs the record',
  warning: 'is reported',
  information: 'is mentioned',
} as const;

function toRow(name: string, option: OptionSchema, isRequired: boolean): string {
  const { type, description, default: value, examples = [], minimum, maximum } = option;
  const facts = [
    isRequired ? 'must be given' : undefined,
    option.enum === undefined ? undefined : `one of ${option.enum.map(toCode).join(', ')}`,
    minimum === undefined && maximum === undefined ? undefined : `from ${minimum} to ${maximum}`,
    value === undefined ? undefined : `${toCode(value)} unless given`,
    examples.length === 0 ? undefined : `such as ${examples.map(toCode).join(', ')}`,
  ].filter((fact) => fact !== undefined);
  const meaning = facts.length === 0 ? description : `${description} (${facts.join('; ')})`;
  return `| \`${name}\` | ${type} | ${meaning.replaceAll('|', '\\|')} |`;
}

function toCode(value: unknown): string {
  const text = typeof value === 'string' && !/^$|[\t ]/.test(value) ? value : JSON.stringify(value);
  return `\`${text}\``;
}
