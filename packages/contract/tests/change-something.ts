import { inventText } from '../src/suite/invent-text.ts';

/** Changes, removes or adds one thing at a random depth of a JSON value. */
export function changeSomething(node: object, random: () => number): void {
  const holder = node as Record<string, unknown>;
  const keys = Object.keys(holder);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  const inner = holder[key];
  if (typeof inner === 'object' && inner !== null && random() < 0.8) {
    changeSomething(inner, random);
    return;
  }
  const values = [
    inventText(random),
    '',
    null,
    7,
    -1,
    true,
    [],
    {},
    [null],
    [[]],
    '2014-02-29',
    '2016-02-29',
    'x'.repeat(101),
    'full',
  ];
  const choice = Math.floor(random() * (values.length + 2));
  if (choice === values.length) Reflect.deleteProperty(holder, key);
  else if (choice > values.length && !Array.isArray(holder)) holder[inventText(random)] = inner;
  else if (choice > values.length) (node as unknown[]).push(inner);
  else holder[key] = values[choice];
}
