import { createError, type AccessContext, type ChildView, type Sourced } from '@contactpoint/contract';
import type { ReferenceServer } from '@contactpoint/reference-server';
import { createContactPoint, privateKeyJwt, systemClock } from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import type { Page } from '../../print/page.ts';
import { printChild, toDateText } from '../../print/print-child.ts';
import type { Terminal } from '../../terminal.ts';
import { SAMPLE_CHILD } from './northmere.ts';

/** Finds the sample child as a practitioner would, and shows who works with her. */
export async function showChild(server: ReferenceServer, terminal: Terminal, page: Page): Promise<ChildView> {
  const { url, credentials } = server;
  const now = () => terminal.now().getTime();
  const { clientId, privateKeyJwk, organisation, user } = credentials;
  const contactPoint = createContactPoint({
    baseUrl: url,
    auth: privateKeyJwt({
      clientId,
      privateKeyJwk,
      signIn: () => ({ stages: ['pwd', 'otp'], signedInAt: now() }),
    }),
    transport: axiosTransport(),
    clock: { ...systemClock, now },
  });
  const accessContext: AccessContext = {
    user: user.userId,
    role: user.role,
    organisation,
    reason: { code: 'providingService' },
    route: 'cms',
  };
  try {
    const { family, dateOfBirth } = SAMPLE_CHILD;
    const { candidates } = await contactPoint.children.search({ family, dateOfBirth }, accessContext);
    const childId = candidates[0]?.childId;
    if (childId === undefined) throw createError('directory.child-not-found');
    const view = await contactPoint.children.view(childId, accessContext);
    page.heading(`Who works with ${SAMPLE_CHILD.given} ${family}, born ${toDateText(dateOfBirth)}?`);
    page.line(
      page.style.quiet(
        '  Asked in the name of a practitioner, to provide a service to her. The asking is on record.',
      ),
    );
    page.line();
    printChild(toShown(view), page);
    page.line();
    page.labelled(
      'known from',
      [...new Set((view.involvements ?? []).map(({ source }) => source))].join(', '),
    );
    return view;
  } finally {
    contactPoint.close();
  }
}

function toShown(view: ChildView) {
  const valuesOf = <T>(list: readonly Sourced<T>[] = []) => list.map(({ value }) => value);
  return {
    names: valuesOf(view.names),
    dateOfBirth: view.dateOfBirth?.value,
    gender: view.gender?.value,
    addresses: valuesOf(view.addresses),
    carers: valuesOf(view.carers),
    involvements: valuesOf(view.involvements),
  };
}
