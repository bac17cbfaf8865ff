import { createHash, generateKeyPairSync } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { posix } from 'node:path';
import ssh2 from 'ssh2';
import type { Attributes, Connection, SFTPWrapper } from 'ssh2';

const { Server, utils } = ssh2;
const { OPEN_MODE, STATUS_CODE } = utils.sftp;

/** An SFTP server in this process, over a tree of files in memory. */
export interface SftpTestServer {
  readonly port: number;
  readonly hostKey: string;
  /** By absolute path. */
  readonly files: Map<string, { text: Buffer; modified: number }>;
  /** Ends every connection once so many bytes have been read since. */
  cutAfter(bytes: number): void;
  /** How many connections were made. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/**
 * Starts one on a free port of the loopback; `me` with `secret` may sign in, or with the key whose public
 * part is given.
 */
export async function startSftpServer(publicKey?: string): Promise<SftpTestServer> {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const parsed = utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const hostKey = `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
  const files: SftpTestServer['files'] = new Map();
  const open = new Set<Connection>();
  let connections = 0;
  let allowance = Infinity;
  const onRead = (bytes: number): void => {
    allowance -= bytes;
    if (allowance >= 0) return;
    allowance = Infinity;
    for (const connection of open) socketOf(connection).destroy();
  };
  const server = new Server({ hostKeys: [privateKey] }, (connection) => {
    connections++;
    open.add(connection);
    // Small answers would otherwise wait for one another.
    socketOf(connection).setNoDelay(true);
    connection.on('error', () => undefined);
    connection.on('close', () => open.delete(connection));
    connection.on('authentication', (context) => {
      const isPassword =
        context.method === 'password' && context.username === 'me' && context.password === 'secret';
      const expected = publicKey === undefined ? undefined : utils.parseKey(publicKey);
      const isKey =
        context.method === 'publickey' &&
        expected !== undefined &&
        !(expected instanceof Error) &&
        context.key.data.equals(expected.getPublicSSH());
      if (isPassword || isKey) context.accept();
      else context.reject(['password', 'publickey']);
    });
    connection.on('session', (accept) =>
      accept().on('sftp', (acceptSftp) => serve(acceptSftp(), files, onRead)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey,
    files,
    cutAfter: (bytes) => (allowance = bytes),
    connections: () => connections,
    close: async () => {
      for (const connection of open) connection.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function socketOf(connection: Connection): Socket {
  return (connection as unknown as { _sock: Socket })._sock;
}

function serve(sftp: SFTPWrapper, files: SftpTestServer['files'], onRead: (bytes: number) => void): void {
  const handles: { path: string; listed?: boolean }[] = [];
  const folders = new Set<string>(['/']);
  const isFolder = (path: string): boolean =>
    folders.has(path) || [...files.keys()].some((name) => name.startsWith(`${path === '/' ? '' : path}/`));
  const attributesOf = (path: string): Attributes | undefined => {
    const file = files.get(path);
    if (file !== undefined)
      return {
        mode: 0o100644,
        uid: 0,
        gid: 0,
        size: file.text.length,
        atime: file.modified,
        mtime: file.modified,
      };
    return isFolder(path) ? { mode: 0o040755, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 } : undefined;
  };
  const openHandle = (id: number, path: string): void => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(handles.push({ path }) - 1);
    sftp.handle(id, handle);
  };
  const handleOf = (handle: Buffer): { path: string; listed?: boolean } => handles[handle.readUInt32BE()]!;
  const answer = (id: number, ok: boolean): void =>
    sftp.status(id, ok ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE);
  const stat = (id: number, path: string): void => {
    const found = attributesOf(path);
    if (found === undefined) answer(id, false);
    else sftp.attrs(id, found);
  };
  sftp.on('REALPATH', (id, path) =>
    sftp.name(id, [{ filename: posix.resolve('/', path), longname: path, attrs: {} as Attributes }]),
  );
  sftp.on('STAT', stat);
  sftp.on('LSTAT', stat);
  sftp.on('FSTAT', (id, handle) => stat(id, handleOf(handle).path));
  sftp.on('OPENDIR', (id, path) => (isFolder(path) ? openHandle(id, path) : answer(id, false)));
  sftp.on('READDIR', (id, handle) => {
    const folder = handleOf(handle);
    if (folder.listed === true) return sftp.status(id, STATUS_CODE.EOF);
    folder.listed = true;
    const names = [...files.keys()].filter((path) => posix.dirname(path) === folder.path);
    sftp.name(
      id,
      names.map((path) => ({
        filename: posix.basename(path),
        longname: `-rw-r--r-- 1 me me 1 Jan 1 00:00 ${posix.basename(path)}`,
        attrs: attributesOf(path)!,
      })),
    );
  });
  sftp.on('OPEN', (id, path, flags) =>
    files.has(path) && (flags & OPEN_MODE.READ) !== 0 ? openHandle(id, path) : answer(id, false),
  );
  sftp.on('READ', (...[id, handle, offset, length]) => {
    const text = files.get(handleOf(handle).path)?.text ?? Buffer.alloc(0);
    const data = text.subarray(offset, offset + length);
    onRead(data.length);
    if (data.length === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, data);
  });
  sftp.on('CLOSE', (id) => answer(id, true));
  sftp.on('REMOVE', (id, path) => answer(id, files.delete(path)));
  sftp.on('MKDIR', (id, path) => answer(id, folders.add(path).size > 0));
  sftp.on('RENAME', (id, from, to) => {
    const file = files.get(from);
    if (file === undefined || files.has(to)) return answer(id, false);
    files.delete(from);
    files.set(to, file);
    answer(id, true);
  });
}
