import type { Command } from '../arguments/define-command.ts';
import { checkCommand } from './check/definition.ts';
import { compareCommand } from './compare/definition.ts';
import { decideCommand } from './decide/definition.ts';
import { demoCommand } from './demo/definition.ts';
import { discrepanciesCommand } from './discrepancies/definition.ts';
import { doctorCommand } from './doctor/definition.ts';
import { explainCommand } from './explain/definition.ts';
import { initCommand } from './init/definition.ts';
import { listenCommand } from './listen/definition.ts';
import { matchCommand } from './match/definition.ts';
import { presetsCommand } from './presets/definition.ts';
import { previewCommand } from './preview/definition.ts';
import { pullCommand } from './pull/definition.ts';
import { replayCommand } from './replay/definition.ts';
import { reviewsCommand } from './reviews/definition.ts';
import { runCommand } from './run/definition.ts';
import { serveCommand } from './serve/definition.ts';
import { trainCommand } from './train/definition.ts';
import { unlinkCommand } from './unlink/definition.ts';

/** Every command, in the order of help: as somebody meets them. */
export const COMMANDS: readonly Command[] = [
  demoCommand,
  initCommand,
  presetsCommand,
  checkCommand,
  explainCommand,
  previewCommand,
  compareCommand,
  runCommand,
  replayCommand,
  pullCommand,
  listenCommand,
  matchCommand,
  trainCommand,
  serveCommand,
  discrepanciesCommand,
  reviewsCommand,
  decideCommand,
  unlinkCommand,
  doctorCommand,
];
