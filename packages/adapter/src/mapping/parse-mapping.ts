import { isAlias, isCollection, isNode, isScalar, LineCounter, parseDocument, visit, type Node } from 'yaml';
import { mappingShape, type DocumentParts } from './language.ts';
import { Reading } from './reading.ts';
import type { Mapping, MappingProblem } from './types.ts';

/** A mapping, perhaps with warnings; or what is wrong with its text. */
export type ParsedMapping =
  | { readonly mapping: Mapping; readonly problems: readonly MappingProblem[] }
  | { readonly mapping?: never; readonly problems: readonly MappingProblem[] };

const LARGEST_DOCUMENT = 1024 * 1024;
const DEEPEST_NESTING = 32;

/**
 * Reads a mapping document: every problem with its line and column, what is known there, and the nearest name.
 * YAML without aliases, anchors, merge keys and tags; every scalar is the text as written, so that `01` stays `01`
 * and `no` stays `no`.
 */
export function parseMapping(text: string, options: { readonly file: string }): ParsedMapping {
  const lines = new LineCounter();
  const reading = new Reading(options.file, lines);
  if (text.length > LARGEST_DOCUMENT) {
    reading.refuse('mapping.too-large', null, { values: { limit: '1 MiB' } });
    return { problems: reading.problems.found };
  }
  const root = readYaml(text, { lines, reading });
  const parts = reading.problems.hasErrors ? undefined : mappingShape.read(root, reading);
  if (!parts || reading.problems.hasErrors) return { problems: inOrder(reading.problems.found) };
  return { mapping: toMapping(options.file, parts), problems: inOrder(reading.problems.found) };
}

function readYaml(text: string, { lines, reading }: { lines: LineCounter; reading: Reading }): Node | null {
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'failsafe',
    uniqueKeys: true,
    prettyErrors: false,
  });
  for (const error of document.errors) {
    // The library's message may quote the document; its code says enough, and where.
    const values = { reason: error.code.toLowerCase().replaceAll('_', ' ') };
    reading.problems.add('mapping.not-yaml', reading.atOffset(error.pos[0]), { values });
  }
  if (reading.problems.hasErrors) return null;
  visit(document, {
    Node(_key, node, path) {
      refuseForbidden(node, reading);
      if (path.filter(isCollection).length <= DEEPEST_NESTING) return undefined;
      reading.refuse('mapping.too-deep', node, { values: { limit: DEEPEST_NESTING } });
      return visit.BREAK;
    },
  });
  return isNode(document.contents) ? document.contents : null;
}

function refuseForbidden(node: Node, reading: Reading): void {
  if (isAlias(node)) reading.refuse('mapping.forbidden-yaml', node, { values: { what: 'alias' } });
  if (node.tag !== undefined) reading.refuse('mapping.forbidden-yaml', node, { values: { what: 'tag' } });
  if ((isScalar(node) || isCollection(node)) && node.anchor) {
    reading.refuse('mapping.forbidden-yaml', node, { values: { what: 'anchor' } });
  }
}

function toMapping(file: string, parts: DocumentParts): Mapping {
  const inputs = new Map([...parts.inputs].map(([name, input]) => [name, { name, ...input }]));
  return { ...parts, file, inputs };
}

function inOrder(problems: readonly MappingProblem[]): readonly MappingProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
