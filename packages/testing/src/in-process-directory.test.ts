import { setupServer } from 'msw/node';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { checkAnswers } from '../tests/check-answers.ts';
import { createInProcessDirectory } from './in-process-directory.ts';
import { mswHandlers } from './msw-handlers.ts';
import { describeServer } from './suite/describe-server.ts';

const runner = {
  describe: (name: string, body: () => void) => void describe(name, body),
  it: (name: string, body: () => Promise<void>) => void it(name, body),
  equal: (actual: unknown, expected: unknown) => expect(actual).toEqual(expected),
};

describe('inside the process, every answer as the contract describes it', () => {
  describeServer(runner, {
    open: async () => {
      const directory = await createInProcessDirectory();
      return { ...directory, now: () => directory.clock.now, send: checkAnswers(directory.handler) };
    },
  });
});

describe('as a mock of msw', () => {
  const mock = setupServer();
  beforeAll(() => mock.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => mock.resetHandlers());
  afterAll(() => mock.close());

  describeServer(runner, {
    open: async () => {
      const directory = await createInProcessDirectory();
      mock.use(...mswHandlers(directory));
      return { ...directory, now: () => directory.clock.now, send: (request) => fetch(request) };
    },
  });
});
