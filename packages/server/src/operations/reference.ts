import { CODE_LISTS, createError, ERRORS, ISSUES, RULES } from '@contactpoint/contract';
import { API_DOCUMENT } from '@contactpoint/contract/openapi';
import type { Operation } from '../operation.ts';

/** What anybody may know: the catalogues, the description of the API, and that it runs. */
export function referenceOperations(): readonly Operation[] {
  const errors = { errors: listOf(ERRORS), issues: listOf(ISSUES) };
  return [
    { id: 'listErrors', method: 'GET', path: '/v1/errors', access: 'open', answer: () => errors },
    { id: 'listRules', method: 'GET', path: '/v1/rules', access: 'open', answer: () => ({ rules: RULES }) },
    {
      id: 'getCodeList',
      method: 'GET',
      path: '/v1/reference/:codeList',
      access: 'open',
      answer({ path: { codeList = '' } }) {
        const list = Object.hasOwn(CODE_LISTS, codeList) ? CODE_LISTS[codeList] : undefined;
        if (!list) throw createError('request.route-unknown');
        return list;
      },
    },
    {
      id: 'getOpenApi',
      method: 'GET',
      path: '/openapi.json',
      access: 'open',
      answer: () => API_DOCUMENT as object,
    },
    { id: 'getHealth', method: 'GET', path: '/health', access: 'open', answer: () => ({ status: 'ok' }) },
  ];
}

function listOf(catalogue: Readonly<Record<string, object>>): readonly object[] {
  return Object.entries(catalogue).map(([code, definition]) => ({ code, ...definition }));
}
