// Commands
export type * from './commands.ts';
export { createDirectory } from './create-directory.ts';
export type { DirectoryOptions } from './create-directory.ts';
// For the faces
export { createAuthStore } from './auth-store.ts';
export type { AuthStore } from './auth-store.ts';
// Ports
export type * from './ports.ts';
export type * from './rows.ts';
