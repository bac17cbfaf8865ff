import type {
  AccessContext,
  ChildLinks,
  ChildView,
  Decision,
  Discrepancy,
  DiscrepancyAnswer,
  DiscrepancyList,
  IsoDate,
  NotificationList,
  Receipt,
  ReceiptList,
  RecordReference,
  ReviewDecisionRequest,
  ReviewItem,
  ReviewList,
  SearchCriteria,
  SearchResponse,
} from '@contactpoint/contract';

/** What the token proved about the caller; never what the caller says. */
export interface Caller {
  readonly clientId: string;
  readonly organisationId: string;
  /** The sources this client may supply for. */
  readonly systems: readonly string[];
  /** The named user, when the token was exchanged for one, with both sign-in stages. */
  readonly user?: {
    readonly userId: string;
    readonly stages: readonly string[];
    readonly signedInAt: string;
  };
}

/** What every command about one child says. */
export interface OnChild {
  readonly requestId: string;
  readonly accessContext: AccessContext;
  readonly childId: string;
}

/** What every command about one review says. */
export interface OnReview {
  readonly requestId: string;
  readonly accessContext: AccessContext;
  readonly reviewId: string;
}

/** What is asked of the sources that a client supplies for: all of them, unless one is named. */
export interface OnFeed {
  readonly requestId: string;
  readonly source?: string | undefined;
  /** The cursor of an earlier answer. */
  readonly after?: string | undefined;
}

/** What a decision on a shield led to. */
export interface ShieldDecision {
  readonly id: string;
  readonly state: 'requested' | 'confirmed' | 'endAgreed' | 'ended';
  /** When a person is to look at it next. */
  readonly dueOn?: IsoDate;
}

/** Every read and every change is one of these, run by one pipeline. */
export interface Commands {
  submitRecords: {
    readonly input: {
      readonly requestId: string;
      /** As received; each is validated for itself. */
      readonly records: readonly unknown[];
    };
    readonly answer: { readonly submissionId: string; readonly receipts: readonly Receipt[] };
  };
  withdrawRecord: {
    readonly input: {
      readonly requestId: string;
      readonly reference: RecordReference;
    };
    readonly answer: Receipt;
  };
  listReceipts: {
    readonly input: {
      readonly requestId: string;
      readonly submissionId: string;
      /** The cursor of an earlier answer. */
      readonly after?: string | undefined;
    };
    readonly answer: ReceiptList;
  };
  listDiscrepancies: { readonly input: OnFeed; readonly answer: DiscrepancyList };
  answerDiscrepancy: {
    readonly input: { readonly requestId: string; readonly discrepancyId: string } & DiscrepancyAnswer;
    readonly answer: Discrepancy;
  };
  listNotifications: { readonly input: OnFeed; readonly answer: NotificationList };
  searchChildren: {
    readonly input: {
      readonly requestId: string;
      readonly accessContext: AccessContext;
      readonly criteria: SearchCriteria;
    };
    readonly answer: SearchResponse;
  };
  viewChild: {
    readonly input: OnChild;
    readonly answer: ChildView;
  };
  shieldChild: {
    readonly input: OnChild & {
      readonly reasonCode: string;
      readonly reviewOn: IsoDate;
      readonly note?: string;
    };
    readonly answer: ShieldDecision;
  };
  confirmShield: { readonly input: OnChild & { readonly note?: string }; readonly answer: ShieldDecision };
  endShield: {
    /** Whoever names themselves as second person agrees; whoever names one who has agreed ends it. */
    readonly input: OnChild & { readonly secondPerson: string; readonly note?: string };
    readonly answer: ShieldDecision;
  };
  overrideShield: { readonly input: OnChild; readonly answer: ChildView };
  listReviews: {
    readonly input: {
      readonly requestId: string;
      /** The cursor of an earlier answer. */
      readonly after?: string | undefined;
    };
    readonly answer: ReviewList;
  };
  openReview: {
    readonly input: OnReview;
    readonly answer: ReviewItem;
  };
  decideReview: {
    readonly input: OnReview & Omit<ReviewDecisionRequest, 'accessContext'>;
    readonly answer: Decision;
  };
  viewLinks: { readonly input: OnChild; readonly answer: ChildLinks };
  unlinkRecord: {
    readonly input: OnChild & { readonly linkId: string; readonly note?: string };
    readonly answer: Decision;
  };
  mergeChildren: {
    readonly input: OnChild & { readonly otherChildId: string; readonly note?: string };
    readonly answer: Decision;
  };
  splitChild: {
    readonly input: OnChild & {
      /** Link ids; the first group keeps the child's number. */
      readonly groups: readonly (readonly string[])[];
      readonly note?: string;
    };
    readonly answer: Decision;
  };
}

export type CommandType = keyof Commands;

/** One command with who sent it. */
export type Command<T extends CommandType = CommandType> = {
  [K in T]: { readonly type: K; readonly caller: Caller } & Commands[K]['input'];
}[T];

export type AnswerOf<T extends CommandType> = Commands[T]['answer'];

/** The directory as every face sees it. Throws a `ContactPointError` with a catalogue code when refused. */
export interface Directory {
  execute<T extends CommandType>(command: Command<T>): Promise<AnswerOf<T>>;
}
