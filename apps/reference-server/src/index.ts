export { startReferenceServer } from './start-reference-server.ts';
export type { ReferenceServer, ReferenceServerOptions } from './start-reference-server.ts';
export type { DevelopmentCredentials, DevelopmentSource } from './register-development.ts';
