import { posix } from 'node:path';
import type { OutboundRule } from '@contactpoint/contract/outbound';
import { NETWORKS_OPTION } from '../outbound-rules.ts';
import { readOptionFile } from '../read-option-file.ts';
import { readSecret } from '../read-secret.ts';
import type { TransportContext, TransportDefinition } from '../transport.ts';
import { createSftpFeed } from './sftp-feed.ts';

/** Options as an input of a mapping gives them. */
export interface SftpInput {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly hostKey: string;
  readonly folder: string;
  readonly pattern: string;
  readonly passwordEnv?: string;
  readonly keyFile?: string;
  readonly passphraseEnv?: string;
  readonly after: 'move' | 'delete' | 'leave';
  readonly done?: string;
  readonly networks?: OutboundRule['networks'];
  readonly timeoutInSeconds: number;
  readonly attempts: number;
}

/** Files on an SFTP server. */
export const definition: TransportDefinition = {
  id: 'sftp',
  title: 'SFTP',
  description:
    'Fetches files from a folder of an SFTP server whose key is pinned, goes on where a connection broke, and puts files away when they are done.',
  direction: 'pull',
  delivers: 'files',
  options: {
    host: { type: 'string', description: 'Name of the server.', examples: ['sftp.mis.example'] },
    port: { type: 'integer', description: 'Its port.', default: 22, minimum: 1, maximum: 65_535 },
    user: { type: 'string', description: 'The account.' },
    hostKey: {
      type: 'string',
      description: 'The server’s key as ssh-keygen -l prints it. Without it nobody knows who answers.',
      pattern: '^SHA256:[A-Za-z0-9+/]{43}=?$',
    },
    folder: { type: 'string', description: 'The folder of the server.', default: '/', examples: ['/out'] },
    pattern: {
      type: 'string',
      description: 'Names of the files to fetch.',
      default: '*',
      examples: ['children*.csv'],
    },
    passwordEnv: { type: 'string', description: 'The environment variable that holds the password.' },
    keyFile: { type: 'string', description: 'The file that holds the account’s private key.' },
    passphraseEnv: {
      type: 'string',
      description: 'The environment variable that holds the key’s passphrase.',
    },
    after: {
      type: 'string',
      description:
        'What becomes of a file on the server when it is done: moved, deleted, or left and remembered.',
      enum: ['move', 'delete', 'leave'],
      default: 'move',
    },
    done: {
      type: 'string',
      description: 'With after: move, the folder of the server; done in the folder itself where left out.',
    },
    networks: NETWORKS_OPTION,
    timeoutInSeconds: {
      type: 'integer',
      description: 'How long connecting may take.',
      default: 30,
      minimum: 1,
      maximum: 600,
    },
    attempts: {
      type: 'integer',
      description: 'How often connecting and each file are tried.',
      default: 5,
      minimum: 1,
      maximum: 20,
    },
  },
  required: ['host', 'user', 'hostKey'],
  example: {
    transport: 'sftp',
    format: 'csv',
    host: 'sftp.mis.example',
    user: 'contactpoint',
    hostKey: 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDfnaPoHLDdPRhGJmU',
    keyFile: '/etc/contactpoint/sftp.key',
    folder: '/out',
    pattern: 'children*.csv',
  },
  create: (options, context) => openSftp(options as unknown as SftpInput, context),
};

async function openSftp(
  input: SftpInput,
  context: TransportContext,
): ReturnType<TransportDefinition['create']> {
  const { host, port, user, hostKey, networks, folder, pattern, attempts, keyFile, done } = input;
  const server = {
    host,
    port,
    user,
    hostKey,
    networks,
    password: readSecret(input.passwordEnv, context),
    privateKey: await readOptionFile(keyFile, context),
    passphrase: readSecret(input.passphraseEnv, context),
    timeoutInMs: input.timeoutInSeconds * 1000,
  };
  const after =
    input.after === 'move'
      ? { kind: input.after, folder: done ?? posix.join(folder, 'done') }
      : { kind: input.after };
  return createSftpFeed({ server, folder, pattern, after, attempts, baseInMs: 500, ...context });
}
