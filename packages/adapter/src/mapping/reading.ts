import { createIssue, type IssueCode } from '@contactpoint/contract';
import type { LineCounter, Node } from 'yaml';
import type { At, MappingProblem } from './types.ts';

/** What fills the words of a problem, and what would mend it. */
export interface ProblemDetails {
  readonly values?: Readonly<Record<string, string | number>>;
  readonly suggestion?: string | undefined;
}

/** Collects problems of one mapping document, each where it stands. */
export class Problems {
  readonly found: MappingProblem[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  add(code: IssueCode, at: At, details: ProblemDetails = {}): undefined {
    const { severity, message, suggestion } = createIssue(code, details);
    this.found.push({
      code,
      severity,
      message,
      ...(suggestion && { suggestion }),
      file: at.file ?? this.file,
      line: at.line,
      column: at.column,
    });
    return undefined;
  }

  get hasErrors(): boolean {
    return this.found.some((problem) => problem.severity === 'error');
  }
}

/** The reading of one document: where nodes stand, and what is wrong with them. */
export class Reading {
  readonly problems: Problems;
  readonly #lines: LineCounter;

  constructor(problems: Problems, lines: LineCounter) {
    this.problems = problems;
    this.#lines = lines;
  }

  at(node: Node | null): At {
    return this.atOffset(node?.range?.[0] ?? 0);
  }

  atOffset(offset: number): At {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  refuse(code: IssueCode, node: Node | null, details: ProblemDetails = {}): undefined {
    return this.problems.add(code, this.at(node), details);
  }
}

/** A problem as one line for people: `mapping.yaml:12:14 error mapping.unknown-step: … `. */
export function formatProblem(problem: MappingProblem): string {
  const where = `${problem.file}:${problem.line}:${problem.column}`;
  const advice = problem.suggestion ? ` ${problem.suggestion}` : '';
  return `${where} ${problem.severity} ${problem.code}: ${problem.message}${advice}`;
}
