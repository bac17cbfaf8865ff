import { inventRecord, nhsNumber, type World } from '@contactpoint/directory/suite';
import { expect } from 'vitest';

/** Values that stand nowhere else: whoever reads one in a file has read what was supplied. */
const CANARIES = {
  recordId: 'Zq-record-4471',
  given: 'Zqadelphine',
  family: 'Zqwinterbourne',
  former: 'Zqhollowell',
  line: '7 Zqmarigold Lane',
  town: 'Zqnorthmere',
  postcode: 'ZE1 0ZQ',
  carer: 'Zqbertram',
  telephone: '0151 496 0477',
  email: 'zq.worker@example.org',
  practitioner: 'Zqdunmarrow',
  involvement: 'zq-involvement-1',
  searched: 'Zqnobody',
  reason: 'Zq asked by the court',
  nhsNumber: nhsNumber(4471),
} as const;

/** Supplies, shows and searches for what has them all. */
export async function useCanaries(world: World): Promise<void> {
  const c = CANARIES;
  const record = (suppliedAt: string) =>
    inventRecord(c.recordId, {
      suppliedAt,
      child: {
        names: [
          { given: [c.given], family: c.family },
          { use: 'former', family: c.former },
        ],
        dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
        addresses: [{ lines: [c.line], town: c.town, postcode: c.postcode }],
        identifiers: [{ type: 'nhsNumber', value: c.nhsNumber }],
      },
      carers: [{ name: { given: [c.carer], family: c.family }, contact: { telephone: [c.telephone] } }],
      involvements: [
        {
          id: c.involvement,
          service: { category: 'socialCare' },
          practitioner: { name: { family: c.practitioner } },
          contact: { email: [c.email] },
        },
      ],
    });
  await world.submit([record('2026-11-20T02:00:00Z')]);
  await world.submit([record('2026-11-20T03:00:00Z')]);
  const found = await world.findOne({ family: c.family, dateOfBirth: '2014-03-09' });
  const view = await world.view(found, { context: { reason: { code: 'other', text: c.reason } } });
  expect(JSON.stringify(view)).toContain(c.practitioner);
  await world.search({ family: c.searched, postcode: c.postcode });
}

/** Expects that none of these texts, in lower case, holds one of them in any form. */
export function expectNoCanary(bodies: readonly string[]): void {
  for (const [name, canary] of Object.entries(CANARIES))
    for (const form of formsOf(canary))
      for (const body of bodies) expect(body.includes(form), `${name} as ${form}`).toBe(false);
}

/** A random key has fewer letters in a row by chance now and then. */
const SHORTEST_FORM = 6;

/** A value in lower case: as it is, without its signs, in hex and in base64 at each of its three offsets. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = ['', ' ', '  '].map((before) =>
    Buffer.from(before + value)
      .toString('base64')
      .slice(4, -4),
  );
  const plain = value.replace(/[^A-Za-z0-9]/g, '');
  return [value, plain, bytes.toString('hex'), ...base64]
    .filter(({ length }) => length >= SHORTEST_FORM)
    .map((form) => form.toLowerCase());
}
