#!/usr/bin/env node
import { boundYoungGeneration } from './bound-young-generation.ts';
import { EXIT } from './exit-code.ts';
import { runCli } from './run-cli.ts';
import { createProcessTerminal } from './terminal.ts';

/** A second signal within this many milliseconds is the same Ctrl-C, passed on by npm as well. */
const SAME_SIGNAL = 500;

boundYoungGeneration();
const controller = new AbortController();
let interruptedAt = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interruptedAt > 0 && Date.now() - interruptedAt > SAME_SIGNAL) process.exit(EXIT.interrupted);
    interruptedAt ||= Date.now();
    controller.abort();
  });
}

process.exitCode = await runCli(process.argv.slice(2), createProcessTerminal(process, controller.signal));
