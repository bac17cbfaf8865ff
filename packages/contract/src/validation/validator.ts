/** One trouble as generated validators report it (ajv's `ErrorObject`, verbose). */
export interface SchemaTrouble {
  readonly keyword: string;
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The schema that refused; `x-issue` says which issue its form stands for. */
  readonly parentSchema?: {
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly 'x-issue'?: string;
  };
  readonly data?: unknown;
}

/** A generated validator: yes or no, with the troubles of the last call on itself. */
export interface GeneratedValidator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaTrouble[] | null;
}

/** The troubles with one more; null, as ajv has it, while there is none. */
export function addTrouble(troubles: SchemaTrouble[] | null, trouble: SchemaTrouble): SchemaTrouble[] {
  if (troubles === null) return [trouble];
  troubles.push(trouble);
  return troubles;
}
