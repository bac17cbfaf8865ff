import type { At, CauseLimits, GroupRule, Input, ListRule, Mapping, Policy, Rule } from '../mapping/types.ts';
import { describeCondition, describeSingle, describeValue, listWords } from './describe-value.ts';

/** One rule of a mapping in English, and where it stands. */
export interface ExplainedRule {
  readonly at: At;
  readonly sentence: string;
}

/** A mapping as English sentences, one for each rule, in the order in which it works. */
export function explainMapping(mapping: Mapping): readonly ExplainedRule[] {
  const { record, inputs, body, policy } = mapping;
  return [
    ...[...inputs.values()].map((input) => ({ at: input.at, sentence: explainInput(input, mapping) })),
    { at: record.at, sentence: explainRecord(mapping) },
    ...[...body.fields].flatMap(([name, rule]) => explainRule(rule, name)),
    { at: record.at, sentence: explainPolicy(policy) },
  ];
}

function explainInput(input: Input, { record }: Mapping): string {
  const { name, format, files, on, to, many, latestBy, where, blank } = input;
  const from = files.length > 0 ? ` (${listWords(files, 'or')})` : '';
  const isRecords = record.each.some(({ text }) => text === name);
  const joins =
    on.length === 0
      ? ''
      : `Its rows belong to the ${to ?? 'record'} with the same ${listWords(on.map(({ text }) => text))}${many ? '; there may be several' : ''}.`;
  return [
    `The input ${name} is read as ${format}${from}${isRecords ? '; each of its rows is a record' : ''}.`,
    joins,
    latestBy
      ? `Of several rows with one key the one counts whose latest value ${describeValue(latestBy)}.`
      : '',
    where ? `Only rows are read where ${describeCondition(where)}.` : '',
    blank.length > 0
      ? `${listWords(
          blank.map((text) => `“${text}”`),
          'or',
        )} means that nothing was entered.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function explainRecord({ source, record }: Mapping): string {
  const { id, suppliedAt, when, snapshot } = record;
  return [
    `Records are supplied for the source ${source.system}.`,
    `The id of a record ${describeValue(id)}.`,
    suppliedAt
      ? `When it was supplied ${describeValue(suppliedAt)}.`
      : 'It counts as supplied when the run begins.',
    when ? `Rows are left out unless ${describeCondition(when)}.` : '',
    snapshot ? 'Every export holds all records, so that one which is missing may be closed.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function explainRule(rule: Rule, path: string): readonly ExplainedRule[] {
  if (rule.kind === 'group') return explainGroup(rule, path);
  if (rule.kind === 'list') return explainList(rule, path);
  return [{ at: rule.at, sentence: `${path} ${describeValue(rule)}.` }];
}

function explainGroup(rule: GroupRule, path: string): readonly ExplainedRule[] {
  const conditions = [
    ...(rule.each ? [`there is one for each ${rule.each.text}`] : []),
    ...(rule.when ? [`only when ${describeCondition(rule.when)}`] : []),
  ];
  return [
    ...(conditions.length > 0 ? [{ at: rule.at, sentence: `${path}: ${conditions.join(', ')}.` }] : []),
    ...[...rule.fields].flatMap(([name, field]) => explainRule(field, `${path} › ${name}`)),
  ];
}

/** The values of a list are told together, its groups one by one. */
function explainList(rule: ListRule, path: string): readonly ExplainedRule[] {
  const values = rule.items.flatMap((item) => (item.kind === 'value' ? [describeSingle(item)] : []));
  if (values.length > 0) return [{ at: rule.at, sentence: `${path} is made of ${values.join('; then ')}.` }];
  const numbered = rule.items.length > 1;
  return rule.items.flatMap((item, index) => explainRule(item, numbered ? `${path} ${index + 1}` : path));
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}

const ON_ISSUE = {
  quarantine: 'A record with an error is kept back for repair.',
  send: 'A record with an error is sent without the value that is wrong, where it still makes a record.',
  stop: 'The run stops at the first error.',
};

function explainLimits(code: string, { errorIf, warnIf }: CauseLimits): string {
  const said = [
    ...(errorIf === undefined ? [] : [`fails the run above ${percent(errorIf)} of records`]),
    ...(warnIf === undefined ? [] : [`is worth a warning above ${percent(warnIf)}`]),
  ];
  return `The issue ${code} ${listWords(said) || 'has no limit of its own'}.`;
}

function explainPolicy(policy: Policy): string {
  const closing =
    policy.closing === 'confirm'
      ? 'once somebody confirms it'
      : `unless that is more than ${percent(policy.closeGuard)} of all`;
  return [
    policy.allOrNothing ? 'Nothing is sent when any record has an error.' : ON_ISSUE[policy.onIssue],
    `More than ${percent(policy.errorIf)} of records with errors fails the run; more than ${percent(policy.warnIf)} is worth a warning.`,
    ...[...policy.causes].map(([code, limits]) => explainLimits(code, limits)),
    `An export that has shrunk by more than ${percent(policy.shrinkGuard)}, or a column whose fill has moved by more than ${percent(policy.driftGuard)}, stops it before anything is sent.`,
    policy.closeAfter === undefined
      ? 'Nothing is closed because it is missing.'
      : `A record that ${policy.closeAfter} exports on end do not hold is closed, ${closing}.`,
  ].join(' ');
}
