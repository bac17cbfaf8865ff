import type { Output, Terminal } from '../src/terminal.ts';
import type { JsonLine } from './json-lines.ts';

/** A terminal that keeps what was written, and whose clock moves when told. */
export interface TestTerminal extends Terminal {
  readonly people: Output & { readonly text: string };
  readonly machine: Output & { readonly text: string };
  /** What `--json` wrote, parsed. */
  readonly objects: readonly JsonLine[];
  /** Resolves with the first line of this type that `--json` wrote or writes, or rejects with `endWaits`. */
  waitFor(type: string, holds?: (line: JsonLine) => boolean): Promise<JsonLine>;
  /** Says that nothing more will be written: whoever waits waits in vain. */
  endWaits(): void;
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
  const waiting = new Map<() => void, (reason: Error) => void>();
  const toOutput = () => {
    const parts: string[] = [];
    return {
      write(text: string) {
        parts.push(text);
        for (const look of [...waiting.keys()]) look();
      },
      isTerminal,
      columns: 100,
      get text() {
        return parts.join('');
      },
    };
  };
  const people = toOutput();
  const machine = toOutput();
  const readLines = () =>
    machine.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JsonLine);
  return {
    people,
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
      new Promise((resolve, reject) => {
        const look = () => {
          const found = readLines().find((line) => line.type === type && holds(line));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.set(look, reject);
        look();
      }),
    endWaits() {
      for (const reject of waiting.values()) reject(new Error(`ended before it wrote that:\n${people.text}`));
      waiting.clear();
    },
  };
}
