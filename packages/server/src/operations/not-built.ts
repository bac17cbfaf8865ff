import { API_DOCUMENT } from '@contactpoint/contract/openapi';
import type { Operation, RefusedOperation } from '../operation.ts';

/** An operation as the contract describes it. */
interface Described {
  readonly id: string;
  readonly method: Operation['method'];
  readonly path: string;
}

/** Where test mode is. It is absent, not missing: nobody shall learn of it from a server that is not in it. */
const TEST_MODE = '/_test/';

/**
 * Every operation that the contract describes and `built` lacks. Each answers 501, so that nobody takes an
 * operation to come for a wrong address.
 */
export function notBuiltOperations(built: readonly Operation[]): readonly RefusedOperation[] {
  const ids = new Set(built.map(({ id }) => id));
  const inTestMode = built.some(({ path }) => path.startsWith(TEST_MODE));
  return describedOperations()
    .filter(({ id, path }) => !ids.has(id) && (inTestMode || !path.startsWith(TEST_MODE)))
    .map((described) => ({ ...described, access: 'refused', code: 'request.not-built' }));
}

/** The contract's id of the operation at this address; undefined where it has none. */
export function operationIdOf(method: string, path: string): string | undefined {
  const found = describedOperations().find(
    (operation) => operation.method === method && isAt(path, operation.path),
  );
  return found?.id;
}

function isAt(path: string, template: string): boolean {
  const steps = path.split('/');
  const wanted = template.split('/');
  return (
    steps.length === wanted.length && wanted.every((step, at) => step.startsWith(':') || step === steps[at])
  );
}

/** The operations of the contract, their addresses as Hono writes them. */
export function describedOperations(): readonly Described[] {
  const { paths } = API_DOCUMENT as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      id: operationId,
      method: method.toUpperCase() as Operation['method'],
      path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    })),
  );
}
