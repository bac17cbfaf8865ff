import type { Layout, SourceBatch } from '@contactpoint/adapter';
import type { RandomAccess } from './zip/random-access.ts';

/** A file or message to read, wherever it comes from. */
export interface SourceFile {
  /** As the person wrote it; stands in every place. */
  readonly name: string;
  /** On disk, before unpacking; undefined for a feed. */
  readonly sizeInBytes?: number;
  /** Changes when its bytes do (size and time of change); undefined for a feed. */
  readonly stamp?: string;
  /** Its unpacked bytes, from the start on every call. `onBytes` counts the bytes taken from disk. */
  open(options?: OpenOptions): AsyncIterable<Uint8Array>;
  /** Its bytes at any position, for formats whose directory stands at the end; absent for a feed or packed file. */
  openRandom?(): Promise<RandomAccess>;
}

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes taken since the last call. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** One format with its options settled: turns the bytes of a file into batches of records. */
export interface Format {
  /** The file's layout, having read no more than its beginning. */
  layout(file: SourceFile): Promise<Layout>;
  /** Batches of a few dozen records in file order; the same for every chunking of the same bytes. */
  read(file: SourceFile, options?: OpenOptions): AsyncIterable<SourceBatch>;
}

/** The part of JSON Schema 2020-12 that describes options. */
export interface OptionSchema {
  readonly type: 'string' | 'boolean' | 'integer' | 'object' | 'array';
  readonly description: string;
  readonly default?: string | boolean | number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: OptionSchema;
  readonly items?: OptionSchema | { readonly type: 'object'; readonly [keyword: string]: unknown };
  readonly examples?: readonly unknown[];
}

/** The options of one format or transport, by name. */
export type OptionSchemas = Readonly<Record<string, OptionSchema>>;

/** What a format is called, what its input may declare, and how it is opened. */
export interface FormatDefinition {
  /** Folder, registry id and the word in a mapping. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly mediaTypes: readonly string[];
  readonly fileExtensions: readonly string[];
  readonly options: OptionSchemas;
  /** Options that every input of this format must give. */
  readonly required: readonly string[];
  /** An input of a mapping that runs as it stands. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Settles checked options into a reader. */
  create(options: Readonly<Record<string, unknown>>): Format;
}
