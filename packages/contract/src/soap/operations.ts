/** One operation of the SOAP face: the same command as an operation of the API. */
export interface SoapOperation {
  /** Name of the request element; the answer's ends in `Response`. */
  readonly name: string;
  readonly operationId: string;
  /** The type of the API's body; undefined where it has none. */
  readonly request?: string;
  readonly response: string;
  /** What the API has in path or query: element of the request → where it goes and under which name. */
  readonly addressed: Readonly<Record<string, SoapAddressed>>;
}

export interface SoapAddressed {
  readonly part: 'path' | 'query';
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

const CHILD_ID: SoapAddressed = { part: 'path', name: 'id', type: 'OpaqueId', required: true };

/** Every operation of the SOAP face, document/literal. */
export const SOAP_OPERATIONS: readonly SoapOperation[] = [
  {
    name: 'SubmitRecords',
    operationId: 'submitRecords',
    request: 'SubmissionRequest',
    response: 'SubmissionResponse',
    addressed: {},
  },
  {
    name: 'SearchChildren',
    operationId: 'searchChildren',
    request: 'SearchRequest',
    response: 'SearchResponse',
    addressed: {},
  },
  {
    name: 'ViewChild',
    operationId: 'viewChild',
    request: 'ViewRequest',
    response: 'ChildView',
    addressed: { childId: CHILD_ID },
  },
  {
    name: 'RecordInvolvement',
    operationId: 'recordInvolvement',
    request: 'InvolvementRequest',
    response: 'InvolvementResponse',
    addressed: { childId: CHILD_ID },
  },
  {
    name: 'GetNotifications',
    operationId: 'listNotifications',
    response: 'NotificationList',
    addressed: {
      source: { part: 'query', name: 'source', type: 'SystemId', required: false },
      after: { part: 'query', name: 'after', type: 'Cursor', required: false },
    },
  },
  {
    name: 'AnswerDiscrepancy',
    operationId: 'answerDiscrepancy',
    request: 'DiscrepancyAnswer',
    response: 'Discrepancy',
    addressed: { discrepancyId: { part: 'path', name: 'id', type: 'OpaqueId', required: true } },
  },
];
