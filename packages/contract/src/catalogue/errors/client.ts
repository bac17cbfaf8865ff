import type { ErrorDefinition } from '../error-catalogue.ts';

/** What can go wrong between a client and the directory, as the SDK raises it. */
export const clientErrors = {
  'client.network': {
    title: 'The directory cannot be reached',
    text: 'No answer came from the directory ({reason}).',
    suggestion:
      'Check the address, the network, the proxy and the TLS certificate: `contactpoint doctor` tells which.',
    recovery: 'retry',
    fixableBy: 'authority',
  },
  'client.timeout': {
    title: 'No answer in time',
    text: 'The directory did not answer within {seconds} s.',
    suggestion: 'Run it again: what was already taken in is answered as before.',
    recovery: 'retry',
    fixableBy: 'authority',
  },
  'client.aborted': {
    title: 'Stopped by the caller',
    text: 'The call was stopped by its own program before it was answered.',
    suggestion: 'Run it again: what was already taken in is answered as before.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'client.redirected': {
    title: 'The address leads elsewhere',
    text: 'The address answered with a redirect (status {status}), which is never followed.',
    suggestion: 'Give the directory’s own address; a network sign-in page also answers like this.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'client.proxy-refused': {
    title: 'The proxy refused',
    text: 'The proxy between here and the directory refused the connection (status {status}).',
    suggestion: 'Ask the network team to let this machine reach the directory’s address.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'client.proxy-unsupported': {
    title: 'This Node cannot use a proxy',
    text: 'A proxy is set, and this version of Node cannot connect through one.',
    suggestion: 'Use Node 24.5 or 22.21 or newer, or say that no proxy is to be used.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'client.unexpected-answer': {
    title: 'Not an answer of the directory',
    text: 'The answer is not one that the contract allows ({reason}).',
    suggestion:
      'Check that the address is a ContactPoint directory, and that nothing in between rewrites answers.',
    recovery: 'abort',
    fixableBy: 'directory',
  },
  'client.answer-too-large': {
    title: 'The answer is too large',
    text: 'The answer is larger than {limit} bytes and was not read.',
    suggestion: 'Check that the address is a ContactPoint directory.',
    recovery: 'abort',
    fixableBy: 'directory',
  },
  'client.refused': {
    title: 'The directory refused',
    text: 'The directory refused the request with status {status} and no code that this version knows.',
    suggestion:
      'Look the code up in the directory’s own list of errors (`GET /v1/errors`), or install a newer version.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'client.unavailable': {
    title: 'The directory is not available',
    text: 'The directory, or something before it, answered with status {status}.',
    suggestion: 'Run it again later: what was already taken in is answered as before.',
    recovery: 'retry',
    fixableBy: 'directory',
  },
  'client.no-sign-in': {
    title: 'No signed-in user',
    text: 'A child can be read only for a named user who has signed in, and no sign-in was given.',
    suggestion:
      'Give `signIn` with the credentials: it tells when and how the user of the access context signed in.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'client.too-many-records': {
    title: 'Too many records at once',
    text: 'One submission takes 1 to {limit} records; {count} were given.',
    suggestion: 'Submit in batches, or use `submissions.stream`.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'client.address-invalid': {
    title: 'Not an address of a directory',
    text: 'The address must be https (or http on this machine), without user, query or fragment.',
    suggestion: 'Write it like https://directory.example.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'client.key-unusable': {
    title: 'The client key cannot sign',
    text: 'The private key is not a JWK that signs with EdDSA, ES256 or PS256.',
    suggestion: 'Give the private key whose public half was registered, as a JWK.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'client.spool-full': {
    title: 'The spool is full',
    text: 'The spool holds {limit} bytes of records that wait for the directory, and takes no more.',
    suggestion: 'Let it drain once the directory can be reached, or give it more room.',
    recovery: 'retry',
    fixableBy: 'authority',
  },
  'client.spool-damaged': {
    title: 'A file of the spool is damaged',
    text: 'The spool file {file} is not as it was written, or the key is another.',
    suggestion: 'It was set aside as .damaged. Submit its records again from their source.',
    recovery: 'skip',
    fixableBy: 'authority',
  },
  'client.credentials-unreadable': {
    title: 'The credentials file cannot be used',
    text: 'The credentials file cannot be used: {reason}.',
    suggestion:
      'Give the file that `contactpoint serve` wrote, or one of the same shape, readable by its owner alone.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
} as const satisfies Record<string, ErrorDefinition>;
