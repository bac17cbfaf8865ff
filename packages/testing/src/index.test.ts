import { expect, it } from 'vitest';
import * as surface from './index.ts';

it('has this surface and no other', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'FAULTS',
    'createInProcessDirectory',
    'describeServer',
    'inventChild',
    'inventClient',
    'inventNhsNumber',
    'inventOrganisation',
    'inventRecord',
    'inventRecords',
    'inventSource',
    'inventUser',
    'mswHandlers',
    'register',
    'startFaultProxy',
  ]);
});
