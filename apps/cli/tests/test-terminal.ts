import type { Output, Terminal } from '../src/terminal.ts';

/** A terminal that keeps what was written, and whose clock moves when told. */
export interface TestTerminal extends Terminal {
  readonly people: Output & { readonly text: string };
  readonly machine: Output & { readonly text: string };
  /** What `--json` wrote, parsed. */
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  tick(ms: number): void;
  interrupt(): void;
}

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
  const toOutput = () => {
    const parts: string[] = [];
    return {
      write: (text: string) => void parts.push(text),
      isTerminal,
      columns: 100,
      get text() {
        return parts.join('');
      },
    };
  };
  const machine = toOutput();
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
      const lines = machine.text.split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
