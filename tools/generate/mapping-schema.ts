import { describeLanguage } from '@contactpoint/adapter';

/** The mapping language as a JSON Schema, from the shapes that read it. */
export function generateMappingSchema(): Readonly<Record<string, string>> {
  return {
    'packages/adapter/schema/mapping.schema.json': `${JSON.stringify(describeLanguage(), undefined, 2)}\n`,
  };
}
