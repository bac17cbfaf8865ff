/** What one step on the way to a directory showed. */
export interface Finding {
  /** `address`, `proxy`, `name`, `certificate`, `answer`, `clock`, `key` */
  readonly step: string;
  readonly state: 'good' | 'bad' | 'skipped';
  readonly detail: string;
  /** What to do, and who can. */
  readonly advice?: string;
}

/** A step that went well. */
export const good = (step: string, detail: string): Finding => ({ step, state: 'good', detail });
/** A step that was not tried, and why. */
export const skipped = (step: string, detail: string): Finding => ({ step, state: 'skipped', detail });
/** A step that failed, with what mends it. */
export const bad = (step: string, detail: string, advice: string): Finding => ({
  step,
  state: 'bad',
  detail,
  advice,
});
