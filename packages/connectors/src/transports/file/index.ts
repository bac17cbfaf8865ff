export { openSource } from './open-source.ts';
export { openFile } from './open-file.ts';
export { findFiles } from './find-files.ts';
