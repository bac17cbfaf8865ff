// Commands
export type * from './commands.ts';
export { createDirectory } from './create-directory.ts';
export type { DirectoryOptions } from './create-directory.ts';
// For the faces
export { createAuthStore } from './auth-store.ts';
export type { AuthStore } from './auth-store.ts';
// For whoever starts a directory
export { deriveKeyring } from './sealing/derive-keyring.ts';
export { DEFAULT_POLICY } from './policy/policy.ts';
export type { Permission, Policy } from './policy/policy.ts';
// Ports
export type * from './ports.ts';
export type * from './rows.ts';
