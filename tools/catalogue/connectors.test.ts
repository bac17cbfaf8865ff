import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeLanguage } from '@contactpoint/adapter';
import { checkOptions, FORMATS, loadFormat, openFormat } from '@contactpoint/connectors';
import { loadTransport, TRANSPORTS } from '@contactpoint/connectors/feeds';
import { describe, expect, it } from 'vitest';

/** The part of the mapping language's JSON Schema that says which words an input has. */
interface Language {
  readonly properties: {
    readonly inputs: { readonly additionalProperties: { readonly properties: object } };
  };
}

const ROOT = join(import.meta.dirname, '../..');
const folders = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

describe('connectors', () => {
  it('are registered, one for every folder, under the folder’s name', async () => {
    expect(Object.keys(FORMATS).sort()).toEqual(folders('packages/connectors/src/formats'));
    // Files need no feed, so no definition: they are the way in that every input has.
    const transports = folders('packages/connectors/src/transports').filter((name) =>
      existsSync(join(ROOT, 'packages/connectors/src/transports', name, 'definition.ts')),
    );
    expect(Object.keys(TRANSPORTS).sort()).toEqual(transports);
    for (const id of Object.keys(FORMATS)) expect((await loadFormat(id)).id).toBe(id);
    for (const id of Object.keys(TRANSPORTS)) expect((await loadTransport(id)).id).toBe(id);
  });

  it.each([...Object.keys(FORMATS), ...Object.keys(TRANSPORTS)])(
    'have a page that tells every option: %s',
    async (id) => {
      const { options, title } = id in FORMATS ? await loadFormat(id) : await loadTransport(id);
      const page = readFileSync(join(ROOT, `docs/connectors/${id}.md`), 'utf8');
      expect(page).toMatch(new RegExp(`^# ${title}$`, 'm'));
      const told = [...page.matchAll(/^\| `([A-Za-z]+)`/gm)].map((match) => match[1]);
      expect(told).toEqual(Object.keys(options));
    },
  );

  it.each([...Object.keys(FORMATS), ...Object.keys(TRANSPORTS)])(
    'take no word that a mapping uses otherwise: %s',
    async (id) => {
      const { properties } = (describeLanguage() as unknown as Language).properties.inputs
        .additionalProperties;
      expect(properties).toHaveProperty('key');
      const { options } = id in FORMATS ? await loadFormat(id) : await loadTransport(id);
      expect(Object.keys(options).filter((name) => Object.hasOwn(properties, name))).toEqual([]);
    },
  );

  it.each(Object.keys(FORMATS))('have a fixture and an example that holds: %s', async (id) => {
    expect(existsSync(join(ROOT, `test-fixtures/${id}`)), `test-fixtures/${id}`).toBe(true);
    const { format, file, ...options } = (await loadFormat(id)).example;
    expect(format).toBe(id);
    expect(file).toBeTypeOf('string');
    await expect(
      openFormat({ format: id, options: options as Record<string, string> }),
    ).resolves.toBeDefined();
  });

  it.each(Object.keys(TRANSPORTS))(
    'have an example whose words the transport or its format knows: %s',
    async (id) => {
      const definition = await loadTransport(id);
      const { transport, format, ...words } = definition.example;
      expect(transport).toBe(id);
      const ofFormat = (await loadFormat(String(format))).options;
      const own = Object.fromEntries(
        Object.entries(words).filter(([name]) => !(name in ofFormat) || name in definition.options),
      );
      const { options, required } = definition;
      expect(() => checkOptions(own, { owner: id, options, required })).not.toThrow();
    },
  );
});
