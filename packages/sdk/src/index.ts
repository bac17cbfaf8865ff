// A directory, as a program works with it
export { createContactPoint } from './contact-point.ts';
export type { ContactPoint, ContactPointOptions, SpooledContactPoint } from './contact-point.ts';
export type { Delivery, SpooledSubmissions } from './spooled-submissions.ts';
export type { Spool, SpooledBatch } from './spool.ts';
export { MAX_RECORDS } from './submissions.ts';
export type { Submissions, SubmitOptions } from './submissions.ts';
export type { StreamOptions } from './stream-records.ts';
export type { Children, DecideOptions, EndShieldRequest, ReadOptions, ShieldRequest } from './children.ts';
export type { ReviewReference, Reviews, ReviewVerdict } from './reviews.ts';
export type { Discrepancies, DiscrepancyReply, SourceOptions } from './discrepancies.ts';
export type { FollowOptions, Notifications } from './notifications.ts';
// Who the program is
export { credentialsAuth, privateKeyJwt } from './auth.ts';
export type { Auth, IssuedToken, PrivateKeyJwtOptions, SignIn, TokenRequest } from './auth.ts';
export { parseCredentials } from './credentials.ts';
export type { Credentials, CredentialsUser } from './credentials.ts';
export type { PrivateJwk } from './sign-jwt.ts';
// How it reaches the directory
export { fetchTransport } from './transports/fetch-transport.ts';
export type { FetchTransportOptions } from './transports/fetch-transport.ts';
export type { Transport, TransportAnswer, TransportRequest } from './transport.ts';
export type { RetryOptions } from './retry.ts';
export type { CallEvent, Hooks, ResponseEvent, RetryEvent } from './hooks.ts';
export { systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
// When it is refused
export { ApiError } from './api-error.ts';
export type { ApiErrorItem } from './api-error.ts';
export { isContactPointError } from '@contactpoint/contract';
export type { AccessContext, ErrorCode } from '@contactpoint/contract';
