export { validateRequest } from './validation/validate-request.ts';
export type { RequestPart } from './validation/validate-request.ts';
