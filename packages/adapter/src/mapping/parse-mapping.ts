import { isAlias, isCollection, isNode, isScalar, LineCounter, parseDocument, visit, type Node } from 'yaml';
import { nearestName } from '@contactpoint/contract';
import type { PresetResolver } from '../ports.ts';
import { buildMapping, withFile } from './build-mapping.ts';
import { mappingShape, type DocumentParts } from './language.ts';
import { Problems, Reading } from './reading.ts';
import type { Mapping, MappingProblem } from './types.ts';

/** A mapping, perhaps with warnings; or what is wrong with its text. */
export type ParsedMapping =
  | { readonly mapping: Mapping; readonly problems: readonly MappingProblem[] }
  | { readonly mapping?: never; readonly problems: readonly MappingProblem[] };

const LARGEST_DOCUMENT = 1024 * 1024;
const DEEPEST_NESTING = 32;

/** What a mapping document is called, and where it finds presets. */
export interface ParseOptions {
  /** The document's name as the person wrote it. */
  readonly file: string;
  /** Where presets that a document names are found; without it no document may name one. */
  readonly presets?: PresetResolver;
}

/**
 * Reads a mapping document: every problem with its line and column, what is known there, and the nearest name.
 * YAML without aliases, anchors, merge keys and tags; every scalar is the text as written, so that `01` stays `01`
 * and `no` stays `no`.
 */
export function parseMapping(text: string, options: ParseOptions): ParsedMapping {
  const problems = new Problems(options.file);
  const parts = readParts(text, problems);
  const base = parts?.preset && findBase(parts.preset, options, problems);
  const mapping =
    parts && !problems.hasErrors ? buildMapping(parts, { file: options.file, base, problems }) : undefined;
  const found = inOrder(problems.found);
  return mapping && !problems.hasErrors ? { mapping, problems: found } : { problems: found };
}

/** What one document says, without the preset that it may name. */
function readParts(text: string, problems: Problems): DocumentParts | undefined {
  const lines = new LineCounter();
  const reading = new Reading(problems, lines);
  if (text.length > LARGEST_DOCUMENT)
    return reading.refuse('mapping.too-large', null, { values: { limit: '1 MiB' } });
  const root = readYaml(text, { lines, reading });
  return problems.hasErrors ? undefined : mappingShape.read(root, reading);
}

/** The mapping of a preset; a preset names no other. */
function findBase(
  { id, at }: NonNullable<DocumentParts['preset']>,
  { presets }: ParseOptions,
  problems: Problems,
): Mapping | undefined {
  const known = presets?.ids ?? [];
  const document = presets?.find(id);
  if (document) {
    const { mapping, problems: inside } = parseMapping(document.text, { file: document.file });
    problems.found.push(...inside);
    return mapping && withFile(mapping, document.file);
  }
  const near = nearestName(id, known);
  return problems.add('mapping.unknown-preset', at, {
    values: { name: id, known: known.join(', ') },
    suggestion: near && `Did you mean ${near}? The presets are ${known.join(', ')}.`,
  });
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

function inOrder(problems: readonly MappingProblem[]): readonly MappingProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
