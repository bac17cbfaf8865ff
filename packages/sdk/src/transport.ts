/** How requests reach the directory. Own a program's network its own way by implementing it. */
export interface Transport {
  /**
   * Sends one request and reads its whole answer, whatever the status. Follows no redirect. Throws a
   * `client.*` error that holds nothing of the request, and stops when the signal says so.
   */
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Lets go of open connections; absent when there are none to keep. */
  close?(): void;
}

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** An answer longer than this is not read: `client.answer-too-large`. */
  readonly maxAnswerInBytes: number;
}

export interface TransportAnswer {
  readonly status: number;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
  readonly body: string;
}
