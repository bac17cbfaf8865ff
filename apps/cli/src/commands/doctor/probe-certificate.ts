import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { bad, good, type Finding } from './finding.ts';

const STEP = 'certificate';
const PATIENCE_IN_MS = 10_000;
/** Days before its end at which a certificate is worth a word. */
const ENDS_SOON = 14;
const DAY = 24 * 60 * 60 * 1000;

const UNTRUSTED = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whose certificate the address shows, and whether this machine trusts it. */
export async function probeCertificate(url: URL, now: Date): Promise<Finding> {
  const { hostname: host, port } = url;
  // RFC 6066 has no server names for addresses.
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket = connect({ host, port: Number(port || 443), ...servername, rejectUnauthorized: false });
  try {
    await secured(socket);
    return judge(socket, now);
  } catch (error) {
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    return bad(
      STEP,
      `no TLS at ${url.host} (${code})`,
      'Ask the network team whether this machine may reach it.',
    );
  } finally {
    socket.destroy();
  }
}

function secured(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(PATIENCE_IN_MS, () =>
      reject(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
    );
    socket.once('secureConnect', resolve).once('error', reject);
  });
}

function judge(socket: TLSSocket, now: Date): Finding {
  const { issuer, valid_to: end } = socket.getPeerCertificate();
  const by = issuer.O ?? issuer.CN;
  const daysLeft = Math.floor((Date.parse(end) - now.getTime()) / DAY);
  if (!socket.authorized) return explain(String(socket.authorizationError), `issued by ${by}`);
  if (daysLeft < ENDS_SOON) {
    return bad(
      STEP,
      `issued by ${by}, ends in ${daysLeft} days`,
      'Tell the directory’s operator: it stops working then.',
    );
  }
  return good(STEP, `issued by ${by}, good for ${daysLeft} days`);
}

function explain(code: string, issued: string): Finding {
  if (UNTRUSTED.has(code)) {
    return bad(
      STEP,
      `${issued}, whom this machine does not trust`,
      'A device in between may look into TLS. Ask the network team for its root certificate and set NODE_EXTRA_CA_CERTS to that file.',
    );
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return bad(
      STEP,
      `${issued}, no longer valid`,
      'Check this machine’s date; if it is right, tell the directory’s operator.',
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return bad(
      STEP,
      `${issued}, for another address`,
      'Use the address that the directory’s operator gave you.',
    );
  }
  return bad(STEP, `${issued}, refused (${code})`, 'Tell the directory’s operator.');
}
