import { createContactPoint, credentialsAuth, type ContactPoint, type Credentials } from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import { openDirectoryTarget } from '../run/choose-target.ts';

/** Where `serve` writes the credentials when nobody says otherwise. */
const DEFAULT_CREDENTIALS = 'contactpoint.sqlite.credentials.json';

/** Which directory, and by which credentials. */
interface Where {
  readonly to: string | undefined;
  readonly credentials: string | undefined;
}

/** Connects to a directory as the client of some credentials, works with it, and lets its connections go. */
export async function atDirectory<T>(
  { to, credentials: file = DEFAULT_CREDENTIALS }: Where,
  work: (contactPoint: ContactPoint, credentials: Credentials) => Promise<T>,
): Promise<T> {
  const { baseUrl, credentials } = await openDirectoryTarget(to, file);
  const auth = credentialsAuth(credentials);
  const contactPoint = createContactPoint({ baseUrl, auth, transport: axiosTransport() });
  try {
    return await work(contactPoint, credentials);
  } finally {
    contactPoint.close();
  }
}
