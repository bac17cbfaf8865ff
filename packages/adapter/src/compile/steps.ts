import type { NamePart, Step } from '../mapping/types.ts';
import { trim } from './own-texts.ts';
import { isSoundText } from './sound-text.ts';

/** A text or several, on their way from the source to a value; undefined when nothing is left. */
export type Texts = string | readonly string[] | undefined;
export type RunStep = (texts: Texts) => Texts;

/** One function for all steps, in order. */
export function compileSteps(steps: readonly Step[]): RunStep | undefined {
  if (steps.length === 0) return undefined;
  const runs = steps.map(compileStep);
  return (texts) => {
    let current = texts;
    for (const run of runs) {
      if (current === undefined) return undefined;
      current = run(current);
    }
    return current;
  };
}

/** Whether steps add no text that a record may not hold. */
export function addsNothing(steps: readonly Step[]): boolean {
  return steps.every((step) => {
    const added = 'text' in step ? step.text : 'with' in step ? step.with : '';
    // The digit stands for whatever is around it: a space alone is no text.
    return isSoundText(`0${added}`, Infinity);
  });
}

function compileStep(step: Step): RunStep {
  switch (step.step) {
    case 'split':
      return (texts) =>
        toTexts(toList(texts).flatMap((text) => text.split(step.text).map((part) => part.trim())));
    case 'join':
      return (texts) => joinTexts(toList(texts), step.text);
    case 'first-of':
      return (texts) => toList(texts)[0];
    case 'pick':
      return (texts) => toList(texts).at(step.index > 0 ? step.index - 1 : step.index);
    case 'name-parts':
      return onEach((text) => pickNamePart(text, step.part));
    default:
      return onEach(compileTextStep(step));
  }
}

type TextStep = Exclude<Step, { readonly step: 'split' | 'join' | 'first-of' | 'pick' | 'name-parts' }>;

function compileTextStep(step: TextStep): (text: string) => string {
  switch (step.step) {
    case 'trim':
      return (text) => text.replace(/\s+/g, ' ').trim();
    case 'upper':
      return (text) => text.toUpperCase();
    case 'lower':
      return (text) => text.toLowerCase();
    case 'title':
      return toTitleCase;
    case 'digits':
      return (text) => text.replace(/\D/g, '');
    case 'prefix':
      return (text) => step.text + text;
    case 'suffix':
      return (text) => text + step.text;
    case 'remove':
      return (text) => text.replaceAll(step.text, '');
    case 'replace':
      return (text) => text.replaceAll(step.find, () => step.with);
    case 'pad':
      return (text) => text.padStart(step.to, step.with);
    case 'slice':
      return (text) => [...text].slice(step.first - 1, step.last).join('');
    default:
      return step satisfies never;
  }
}

function onEach(change: (text: string) => string | undefined): RunStep {
  return (texts) => {
    if (typeof texts === 'string') return toText(change(texts));
    return toTexts(toList(texts).map((text) => change(text) ?? ''));
  };
}

function toList(texts: Texts): readonly string[] {
  return texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts;
}
function toText(text: string | undefined): Texts {
  const trimmed = text && trim(text);
  return trimmed === '' ? undefined : trimmed;
}
function toTexts(texts: readonly string[]): Texts {
  const filled = texts.map((text) => text.trim()).filter((text) => text !== '');
  return filled.length > 0 ? filled : undefined;
}

/** None of the texts is empty or has spaces around it, so the whole has none; `Array.join` takes several times as long. */
function joinTexts(texts: readonly string[], between: string): string | undefined {
  let whole: string | undefined;
  for (const text of texts) whole = whole === undefined ? text : whole + between + text;
  return whole;
}

/** O'NEILL-SMITH → O'Neill-Smith, MCDONALD → Mcdonald: letters after a space, hyphen or apostrophe rise. */
function toTitleCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

const TITLES = /^(mr|mrs|miss|ms|mx|dr|prof|rev|sir|lady|lord)\.?\s+/i;

/** `SMITH, John Paul` has its surname first; in `Mr John Paul Smith` it is the last word. */
function pickNamePart(whole: string, part: NamePart): string | undefined {
  const title = TITLES.exec(whole)?.[0] ?? '';
  if (part === 'prefix') return title.trim();
  const comma = whole.indexOf(',');
  if (comma >= 0) {
    const found = part === 'family' ? whole.slice(0, comma) : whole.slice(comma + 1).trim();
    return found.trim().replace(TITLES, '');
  }
  const names = whole.slice(title.length).trim();
  const lastSpace = names.lastIndexOf(' ');
  return part === 'family' ? names.slice(lastSpace + 1) : names.slice(0, Math.max(lastSpace, 0));
}
