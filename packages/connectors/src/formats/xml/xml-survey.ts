import { XML_RECORD_LIMITS } from './xml-limits.ts';

/** What was met beside the records, for the advice given at the end of the file. */
export class XmlSurvey {
  readonly #counts = new Map<string, number>();
  /** Names of leaf elements that stood twice beside each other in a parent inside a record. */
  readonly repeated = new Set<string>();

  /** Counts an element outside records. */
  count(names: readonly string[]): void {
    const path = `/${names.join('/')}`;
    const count = this.#counts.get(path) ?? 0;
    if (count > 0 || this.#counts.size < XML_RECORD_LIMITS.paths) this.#counts.set(path, count + 1);
  }

  /** The paths that repeat, most frequent first: where the records may be. */
  describe(): string {
    const paths = [...this.#counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
    return paths.length === 0
      ? 'no path'
      : paths
          .slice(0, 3)
          .map(([path]) => path)
          .join(', ');
  }
}
