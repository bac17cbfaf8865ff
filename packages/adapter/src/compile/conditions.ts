import type { Condition } from '../mapping/types.ts';
import { findContradiction } from './check-condition.ts';
import type { Frame } from './frame.ts';
import { compileColumn, type Scope } from './scope.ts';

export type Holds = (frame: Frame) => boolean;

/** A condition as one function; a column that does not exist is reported and never holds. */
export function compileCondition(condition: Condition, scope: Scope): Holds {
  const torn = findContradiction(condition);
  if (torn) scope.compilation.problems.add('mapping.never-holds', torn.at, { values: { name: torn.text } });
  return compilePart(condition, scope);
}

function compilePart(condition: Condition, scope: Scope): Holds {
  if (condition.kind === 'all') {
    const all = condition.conditions.map((each) => compilePart(each, scope));
    return (frame) => all.every((holds) => holds(frame));
  }
  if (condition.kind === 'any') {
    const any = condition.conditions.map((each) => compilePart(each, scope));
    return (frame) => any.some((holds) => holds(frame));
  }
  const read = compileColumn(condition.column, scope)?.read;
  if (!read) return () => false;
  const { not } = condition;
  if (condition.kind === 'filled') return (frame) => (read(frame) !== undefined) !== not;
  const values = new Set(condition.values);
  return (frame) => values.has(read(frame) ?? '') !== not;
}
