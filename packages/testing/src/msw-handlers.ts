import type { Handler } from '@contactpoint/server';
import { http, type HttpHandler } from 'msw';

/**
 * Mocks for msw that are the directory itself: every request to its address goes to its own handler, so a
 * mock can never answer what the server would not (FACE-03).
 */
export function mswHandlers({
  baseUrl,
  handler,
}: {
  readonly baseUrl: string;
  readonly handler: Handler;
}): readonly HttpHandler[] {
  return [http.all(`${baseUrl}/*`, ({ request }) => handler(request))];
}
