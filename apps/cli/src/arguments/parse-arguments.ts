import { parseArgs } from 'node:util';
import { createError, nearestName } from '@contactpoint/contract';
import type {
  CommandWords,
  CommandInput,
  OptionDefinition,
  OptionDefinitions,
  OptionValues,
} from './define-command.ts';

type OptionValue = boolean | string | number | readonly string[] | undefined;
/** The part of a token of `parseArgs` that is read here. */
interface OptionToken {
  readonly kind: 'option';
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** What was typed after a command's name, checked against its definition. Throws `usage.…` errors. */
export function parseArguments<O extends OptionDefinitions>(
  command: CommandWords<O>,
  typed: readonly string[],
): CommandInput<O> {
  const { tokens } = parseArgs({
    args: [...typed],
    options: toParserOptions(command.options),
    // Not strict: the errors are ours, with what was probably meant.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options = toUntyped(command.options);
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') setOption(options, token, command);
  }
  checkWords(words, command);
  return { words, options: options as OptionValues<O> };
}

function toParserOptions(options: OptionDefinitions): Record<string, { type: 'boolean' | 'string' }> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type }]) => [
      name,
      { type: type === 'flag' ? 'boolean' : 'string' },
    ]),
  );
}

/** What the options are when nobody typed any. */
function toUntyped(options: OptionDefinitions): Record<string, OptionValue> {
  const untyped = { flag: false, text: undefined, texts: [], whole: undefined };
  return Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, untyped[type]]));
}

function setOption(options: Record<string, OptionValue>, token: OptionToken, command: CommandWords): void {
  const value = valueOf(token, command);
  const before = options[token.name];
  options[token.name] = Array.isArray(before) ? [...before, String(value)] : value;
}

function valueOf(token: OptionToken, command: CommandWords): boolean | string | number {
  const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
  if (option === undefined) throw unknownOption(token.rawName, command);
  if (option.type === 'flag') return flagOf(token);
  // `--to --dry-run`: the next option is not the value of this one.
  if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
    throw createError('usage.missing-value', {
      values: { option: token.rawName, value: option.value ?? 'value' },
    });
  }
  return option.type === 'whole' ? wholeOf(token.value, token.rawName, option.range) : token.value;
}

function flagOf(token: OptionToken): true {
  if (token.value !== undefined)
    throw createError('usage.unexpected-value', { values: { option: token.rawName } });
  return true;
}

const ANY_WHOLE = [0, 999_999_999] as const;

function wholeOf(text: string, option: string, [least, most]: readonly [number, number] = ANY_WHOLE): number {
  if (!/^\d+$/.test(text)) throw createError('usage.not-a-number', { values: { option } });
  const number = Number(text);
  if (number < least || number > most)
    throw createError('usage.out-of-range', { values: { option, least, most } });
  return number;
}

function unknownOption(typed: string, command: CommandWords): Error {
  const known = Object.keys(command.options).map((name) => `--${name}`);
  const meant = nearestName(typed, known);
  return createError('usage.unknown-option', {
    values: { option: typed, command: command.name },
    ...(meant && { suggestion: `Did you mean ${meant}?` }),
  });
}

function checkWords(words: readonly string[], command: CommandWords): void {
  const missing = command.arguments.find(({ optional }, index) => !optional && words[index] === undefined);
  if (missing) {
    throw createError('usage.missing-argument', {
      values: { argument: missing.name, command: command.name },
    });
  }
  const takesMany = command.arguments.at(-1)?.many === true;
  if (!takesMany && words.length > command.arguments.length) {
    throw createError('usage.too-many-arguments', {
      values: { command: command.name },
    });
  }
}

/** How help and messages write an option: `--to URL`, `--dry-run`. */
export function spellOption(name: string, { value, type }: OptionDefinition): string {
  return type === 'flag' ? `--${name}` : `--${name} ${value ?? (type === 'whole' ? 'n' : 'text')}`;
}
