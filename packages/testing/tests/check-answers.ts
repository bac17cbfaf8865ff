import { API_DOCUMENT } from '@contactpoint/contract/openapi';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Described {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, object>> }>
  >;
}
const document = API_DOCUMENT as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Described['responses'][string]>> };
};

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'api');

/** Wraps a server: throws when an answer is not one that the contract describes for its operation. */
export function checkAnswers(
  send: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await send(request);
    const { method, url } = request;
    const found = findOperation(method, new URL(url).pathname);
    if (found && response.status !== 501) await check(found, response.clone() as Response);
    return response;
  };
}

interface Found {
  readonly path: string;
  readonly method: string;
  readonly described: Described;
}

function findOperation(method: string, pathname: string): Found | undefined {
  for (const [path, methods] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${path.replaceAll(/[.$]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    const described = methods[method.toLowerCase()];
    if (described && pattern.test(pathname)) return { path, method: method.toLowerCase(), described };
  }
  return undefined;
}

async function check({ path, method, described }: Found, response: Response): Promise<void> {
  const status = [String(response.status), `${Math.floor(response.status / 100)}XX`].find(
    (each) => each in described.responses,
  );
  const type = response.headers.get('content-type') ?? '';
  const where = `${described.operationId} ${response.status} ${type}`;
  if (status === undefined) throw new Error(`${where}: a status that the contract does not have`);
  const given = described.responses[status];
  const content = given?.$ref
    ? ['components', 'responses', given.$ref.split('/').at(-1) ?? '']
    : ['paths', path, method, 'responses', status];
  const answer = given?.$ref ? document.components.responses[content[2] ?? ''] : given;
  if (!answer?.content?.[type]) throw new Error(`${where}: a type that the contract does not have`);
  if (type === 'application/x-ndjson') return;
  const validate = validatorAt([...content, 'content', type, 'schema']);
  if (!validate(await response.json()))
    throw new Error(
      `${where}: ${JSON.stringify(validate.errors?.map(({ instancePath, message }) => [instancePath, message]))}`,
    );
}

const validators = new Map<string, ValidateFunction>();

function validatorAt(steps: readonly string[]): ValidateFunction {
  const pointer = steps
    .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `api#/${pointer}` });
  validators.set(pointer, validate);
  return validate;
}
