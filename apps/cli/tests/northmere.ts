import { fileURLToPath } from 'node:url';

/** The folder of Northmere's exports, each in a folder of its own with its mapping. */
export const NORTHMERE = fileURLToPath(new URL('../../../test-fixtures/northmere/', import.meta.url));
