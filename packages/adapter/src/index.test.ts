import { expect, it } from 'vitest';
import * as surface from './index.ts';
import * as suite from './suite/index.ts';

it('exports these names and no others', () => {
  expect({ '.': Object.keys(surface).sort(), './suite': Object.keys(suite).sort() }).toMatchSnapshot();
});
