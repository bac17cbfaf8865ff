import {
  formatTelephoneNumber,
  type Address,
  type Carer,
  type DateOfBirth,
  type Gender,
  type Involvement,
  type PersonName,
  type ServiceCategory,
} from '@contactpoint/contract';
import type { Page } from './page.ts';
import { toVisible } from './style.ts';

/** The part of a child's record that practitioners see; relationship, care and death are never among it (HOLD-01). */
export interface ShownChild {
  readonly names: readonly PersonName[];
  readonly dateOfBirth?: DateOfBirth | undefined;
  readonly gender?: Gender | undefined;
  readonly addresses: readonly Address[];
  readonly carers: readonly Carer[];
  readonly involvements: readonly Involvement[];
}

/** Who the child is, and who works with them and how to reach them: those who still do first. */
export function printChild(child: ShownChild, page: Page): void {
  printWho(child, page);
  const involvements = [...child.involvements].sort(
    (left, right) => Number(isOver(left)) - Number(isOver(right)),
  );
  for (const involvement of involvements) printInvolvement(involvement, page);
  if (involvements.length === 0) page.line('\n  Nobody is recorded as working with this child.');
}

/** Who the child is, and nothing of who works with them. */
export function printWho(child: Omit<ShownChild, 'involvements'>, page: Page): void {
  const [current, ...others] = child.names;
  const born = child.dateOfBirth && `born ${toDateText(child.dateOfBirth.value)}`;
  page.line(`  ${page.style.strong(toNameText(current) || 'No name recorded')}${born ? `, ${born}` : ''}`);
  for (const name of others) page.labelled(name.use ?? 'name', toNameText(name));
  if (child.gender !== undefined) page.labelled('gender', GENDER_WORDS[child.gender]);
  for (const address of child.addresses)
    page.labelled(address.use === 'former' ? 'lived at' : 'lives at', toAddressText(address));
  for (const { name } of child.carers) page.labelled('carer', toNameText(name));
}

const GENDER_WORDS: Readonly<Record<Gender, string>> = {
  female: 'female',
  male: 'male',
  notSpecified: 'not specified',
  notKnown: 'not known',
};

const CATEGORY_WORDS: Readonly<Record<ServiceCategory, string>> = {
  education: 'School',
  primaryCare: 'Doctor',
  healthVisiting: 'Health visiting',
  schoolNursing: 'School nursing',
  communityHealth: 'Community health',
  hospital: 'Hospital',
  socialCare: 'Social care',
  earlyHelp: 'Early help',
  sen: 'Special needs',
  youthJustice: 'Youth justice',
  police: 'Police',
  careers: 'Careers',
  housing: 'Housing',
  voluntary: 'Voluntary body',
  benefits: 'Benefits',
  registration: 'Registration',
  sensitive: 'Sensitive service',
  other: 'Other service',
};
/** As wide as the widest of these words and a gap. */
const CATEGORY_WIDTH = 19;

function printInvolvement(involvement: Involvement, page: Page): void {
  const paint = isOver(involvement) ? page.style.quiet : (text: string) => text;
  const { service, practitioner, contact = {} } = involvement;
  const person = [toNameText(practitioner?.name), practitioner?.role];
  const organisation = [service.name, service.organisation?.name];
  const reach = [...(contact.telephone ?? []).map(formatTelephoneNumber), ...(contact.email ?? [])];
  const lines = [
    joinSome(person, ', '),
    joinSome(organisation, ', '),
    joinSome(reach, ' · '),
    joinSome([toPeriodText(involvement), involvement.leadProfessional && 'lead professional'], ' · '),
  ].filter((line) => line !== '');
  page.line();
  lines.forEach((line, index) => {
    const label = index === 0 ? CATEGORY_WORDS[service.category] : '';
    page.line(`  ${page.style.strong(label.padEnd(CATEGORY_WIDTH))}${paint(toVisible(line))}`);
  });
}

function isOver({ to }: Involvement): boolean {
  return to !== undefined && to !== null;
}

function toPeriodText({ from, to }: Involvement): string {
  if (from === undefined) return to ? `until ${toDateText(to)}` : '';
  return to ? `${toDateText(from)} to ${toDateText(to)}` : `since ${toDateText(from)}`;
}

/** `Siân Mair O’Neill` */
export function toNameText(name: PersonName | undefined): string {
  const { prefix, given = [], family, suffix } = name ?? {};
  return toVisible(joinSome([prefix, ...given, family, suffix], ' '));
}

function toAddressText({ lines = [], town, county, postcode }: Address): string {
  return toVisible(joinSome([...lines, town, county, postcode], ', '));
}

/** `9 March 2014`; a date without its day, or day and month, the same way. */
export function toDateText(date: string): string {
  const [year, month, day] = date.split('-');
  const name = month && MONTHS[Number(month) - 1];
  return joinSome([day && String(Number(day)), name, year], ' ');
}
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

function joinSome(parts: readonly (string | false | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(separator);
}
