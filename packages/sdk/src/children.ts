import type {
  AccessContext,
  ChildLinks,
  ChildView,
  Decision,
  IsoDate,
  SearchCriteria,
  SearchResponse,
} from '@contactpoint/contract';
import type { ApiCall, ApiClient } from './api-client.ts';
import { readMember } from './read-member.ts';
import { requireReference } from './reference.ts';

/** Finding a child and seeing who is involved. Nothing can be read without saying who asks and why. */
export interface Children {
  /** Up to ten candidates with the least that tells them apart (ACCESS-07). */
  search(
    criteria: SearchCriteria,
    accessContext: AccessContext,
    options?: ReadOptions,
  ): Promise<SearchResponse>;
  /** The best view of one child: who else is working with them, and how to reach them. */
  view(childId: string, accessContext: AccessContext, options?: ReadOptions): Promise<ChildView>;
  /** Shields a child, at once; a second person confirms (SHIELD-05). */
  shield(childId: string, request: ShieldRequest, accessContext: AccessContext): Promise<Decision>;
  /** Confirms a shield as the second person. */
  confirmShield(childId: string, accessContext: AccessContext, options?: DecideOptions): Promise<Decision>;
  /** Agrees as the second person that a shield ends, by naming oneself; or ends it, naming who agreed. */
  endShield(childId: string, request: EndShieldRequest, accessContext: AccessContext): Promise<Decision>;
  /** The whole of a shielded record, once: to a sign-in that is minutes old, and it is looked into (SHIELD-06). */
  override(childId: string, accessContext: AccessContext, options?: DecideOptions): Promise<ChildView>;
  /** The records that make up a child, for the management team. */
  links(childId: string, accessContext: AccessContext, options?: ReadOptions): Promise<ChildLinks>;
  /** Takes a record out of a child, for good; the answer names the child that has it now (MATCH-06). */
  unlink(
    childId: string,
    link: DecideOptions & { readonly linkId: string },
    accessContext: AccessContext,
  ): Promise<Decision>;
  /** Makes one child of two that are one, whatever was decided before; the answer names it (MATCH-06). */
  merge(
    childId: string,
    merge: DecideOptions & { readonly otherChildId: string },
    accessContext: AccessContext,
  ): Promise<Decision>;
  /** Makes several children of one, for good; the first group of links keeps the number (MATCH-06). */
  split(
    childId: string,
    split: DecideOptions & { readonly groups: readonly (readonly string[])[] },
    accessContext: AccessContext,
  ): Promise<Decision>;
}
export interface ReadOptions {
  readonly signal?: AbortSignal;
}
/** What every decision may say beside what it decides. */
export interface DecideOptions extends ReadOptions {
  /** A UUID that names the decision and its attempts; a fresh one unless said. */
  readonly requestId?: string;
  readonly note?: string;
}
export interface ShieldRequest extends DecideOptions {
  readonly reasonCode: 'violence' | 'adoption' | 'witness' | 'courtOrder' | 'policeRequest' | 'other';
  /** When it is looked at again; a date that passes never unshields. */
  readonly reviewOn: IsoDate;
}
export interface EndShieldRequest extends DecideOptions {
  readonly secondPerson: string;
}

export function createChildren(client: ApiClient): Children {
  const post = async <T>(call: Posting, member: keyof T & string): Promise<T> => {
    const { accessContext, said = {}, ...rest } = call;
    const { requestId = crypto.randomUUID(), signal, ...body } = said;
    const about = { ...rest, requestId, signal, user: accessContext.user };
    return readMember<T>(await client.call({ ...about, body: { accessContext, ...body } }), member);
  };
  const at = (childId: string, path: string): string =>
    `/v1/children/${requireReference(childId, 'directory.child-not-found')}/${path}`;
  const linkAt = (childId: string, linkId: string): string =>
    at(childId, `links/${requireReference(linkId, 'directory.link-not-found')}/unlink`);
  return {
    search: async (criteria, accessContext, options = {}) => {
      const said = { ...options, criteria };
      const call = { operation: 'searchChildren', path: '/v1/children/search', accessContext, said };
      return post<SearchResponse>(call, 'candidates');
    },
    view: async (childId, accessContext, said) =>
      post<ChildView>({ operation: 'viewChild', path: at(childId, 'view'), accessContext, said }, 'childId'),
    shield: async (childId, said, accessContext) =>
      post<Decision>({ operation: 'shieldChild', path: at(childId, 'shield'), accessContext, said }, 'state'),
    confirmShield: async (childId, accessContext, said) => {
      const path = at(childId, 'shield/confirm');
      return post<Decision>({ operation: 'confirmShield', path, accessContext, said }, 'state');
    },
    endShield: async (childId, said, accessContext) =>
      post<Decision>(
        { operation: 'endShield', path: at(childId, 'shield/end'), accessContext, said },
        'state',
      ),
    override: async (childId, accessContext, said) => {
      const path = at(childId, 'shield/override');
      return post<ChildView>({ operation: 'overrideShield', path, accessContext, said }, 'childId');
    },
    links: async (childId, accessContext, said) =>
      post<ChildLinks>(
        { operation: 'viewLinks', path: at(childId, 'links/view'), accessContext, said },
        'links',
      ),
    unlink: async (childId, { linkId, ...said }, accessContext) => {
      const path = linkAt(childId, linkId);
      return post<Decision>({ operation: 'unlinkRecord', path, accessContext, said }, 'state');
    },
    merge: async (childId, said, accessContext) =>
      post<Decision>(
        { operation: 'mergeChildren', path: at(childId, 'merge'), accessContext, said },
        'state',
      ),
    split: async (childId, said, accessContext) =>
      post<Decision>({ operation: 'splitChild', path: at(childId, 'split'), accessContext, said }, 'state'),
  };
}

/** What is posted about children in the name of a user: with who asks, and what is said beside. */
interface Posting extends Pick<ApiCall, 'operation' | 'path'> {
  readonly accessContext: AccessContext;
  readonly said?: (DecideOptions & Readonly<Record<string, unknown>>) | DecideOptions | undefined;
}
