// The API as one fetch handler
export { createHandler } from './create-handler.ts';
export type { Handler } from './create-handler.ts';
// What it is made of
export type { HandlerOptions, RequestLogEntry } from './ports.ts';
// For a server in test mode
export { operationIdOf } from './operations/not-built.ts';
export type { Answer, Call, OpenOperation } from './operation.ts';
