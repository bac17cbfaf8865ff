/** One trouble as generated validators report it (ajv's `ErrorObject`, verbose). */
export interface SchemaTrouble {
  readonly keyword: string;
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  /** Pointer into the schema; names the definition that refused. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: { readonly properties?: Readonly<Record<string, unknown>> };
  readonly data?: unknown;
}

/** A generated validator: yes or no, with the troubles of the last call on itself. */
export interface GeneratedValidator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaTrouble[] | null;
}
