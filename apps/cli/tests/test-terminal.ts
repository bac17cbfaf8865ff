import type { Output, Terminal } from '../src/terminal.ts';
import type { JsonLine } from './json-lines.ts';

/** A terminal that keeps what was written, and whose clock moves when told. */
export interface TestTerminal extends Terminal {
  readonly people: Output & { readonly text: string };
  readonly machine: Output & { readonly text: string };
  /** What `--json` wrote, parsed. */
  readonly objects: readonly JsonLine[];
  /** Resolves with the first line of this type that `--json` wrote or writes. */
  waitFor(type: string, holds?: (line: JsonLine) => boolean): Promise<JsonLine>;
  tick(ms: number): void;
  interrupt(): void;
}

/** What the terminal can do, and whose clock it goes by. */
export interface TestTerminalOptions {
  readonly isTerminal?: boolean;
  readonly colour?: boolean;
  readonly env?: Terminal['env'];
  /** The machine's clock in place of one that stands still. */
  readonly realTime?: boolean;
}

/** Starts at 20 November 2026, two in the morning. */
export function createTestTerminal(options: TestTerminalOptions = {}): TestTerminal {
  const { isTerminal = false, colour = false, env = {}, realTime = false } = options;
  const controller = new AbortController();
  let time = Date.parse('2026-11-20T02:00:00Z');
  const waiting = new Set<() => void>();
  const toOutput = () => {
    const parts: string[] = [];
    return {
      write(text: string) {
        parts.push(text);
        for (const look of [...waiting]) look();
      },
      isTerminal,
      columns: 100,
      get text() {
        return parts.join('');
      },
    };
  };
  const machine = toOutput();
  const readLines = () =>
    machine.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JsonLine);
  return {
    people: toOutput(),
    machine,
    colour,
    env,
    now: () => (realTime ? new Date() : new Date(time)),
    signal: controller.signal,
    tick: (ms) => void (time += ms),
    interrupt: () => controller.abort(),
    get objects() {
      return readLines();
    },
    waitFor: (type, holds = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = readLines().find((line) => line.type === type && holds(line));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
