// Real servers in one process, for tests of feeds
export { createTestAuthority } from './create-test-authority.ts';
export type { Credentials, TestAuthority } from './create-test-authority.ts';
export { startSftpServer } from './sftp-server.ts';
export type { SftpTestServer } from './sftp-server.ts';
export { envelope, fault, PUPILS_WSDL, pupilsPage, startSoapSimulator } from './soap-simulator.ts';
export type { SoapAnswer, SoapQuestion, SoapSimulator } from './soap-simulator.ts';
