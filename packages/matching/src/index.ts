// What matching knows of a record
export { NORM_VERSION } from './normalise/norm-version.ts';
export { toFeatures, toRecordRef } from './normalise/to-features.ts';
export { DEFAULT_CAP } from './keys/default-cap.ts';
export { isSearchKey, keyType, matchKeys } from './keys/match-keys.ts';
// Decide
export { matchRecords } from './match-records.ts';
export type { MatchOptions, MatchResult } from './match-records.ts';
export { recordMatch, replayMatch } from './replay.ts';
export type { MatchTranscript } from './replay.ts';
export { decideRecord } from './decide/decide-record.ts';
export type { DecisionInput } from './decide/decide-record.ts';
export type { EngineOptions } from './decide/create-bench.ts';
export type * from './decide/decision.ts';
// Explain
export { formatExplanation, toWaterfall } from './decide/waterfall.ts';
export type { WaterfallLine } from './decide/waterfall.ts';
export { describeDecision, formatBits } from './decide/describe.ts';
export type { Described } from './decide/describe.ts';
export { toPartsPerMillion } from './bits.ts';
// Whole sets
export { clusterRecords } from './cluster/cluster-records.ts';
export type {
  ClusteredRecord,
  ClusterExplanation,
  ClusterOptions,
  Clusters,
} from './cluster/cluster-records.ts';
// Models
export { SHIPPED_MODEL } from './model/shipped-model.ts';
export { SHIPPED_FREQUENCIES } from './model/name-frequencies.ts';
export { parseModel } from './model/parse-model.ts';
export type { LoadedModel } from './model/parse-model.ts';
export type { FieldId, LevelWeight, MatchModel, NameFrequencies, Thresholds } from './model/model.ts';
export type { NameTable, NameTables } from './model/name-frequencies.ts';
export { FEWEST_PAIRS, trainModel } from './train/train-model.ts';
export type { TrainedModel, TrainOptions } from './train/train-model.ts';
// People decide
export { planReview, refreshReview, toReviews } from './people/reviews.ts';
export type { Review, ReviewCandidate, ReviewDecision, ReviewScene } from './people/reviews.ts';
export { linkRecord, unlinkRecord } from './people/move-record.ts';
export type { Move } from './people/move-record.ts';
export { keepApart, mergeChildren } from './people/merge-children.ts';
export { proposeSplit, splitChild } from './people/split-child.ts';
export type { Plan, PlannedLink, PlanScene } from './people/plan.ts';
export { beginLinks, endLinks, recordsAt, resolveChild } from './people/link-history.ts';
export type { ChildEvent, Link, LinkClass } from './people/link-history.ts';
// Best view and discrepancies
export { bestView, chooseValue, rankValues } from './view/best-view.ts';
export type {
  BestView,
  Choice,
  RankedValue,
  ValueClaim,
  ViewOptions,
  ViewSource,
  ViewValue,
} from './view/best-view.ts';
export type { MemberStatement } from './view/statement.ts';
export { DEFAULT_VIEW_POLICY } from './view/view-policy.ts';
export type { FieldPolicy, ViewField, ViewPolicy } from './view/view-policy.ts';
export { findDiscrepancies } from './view/find-discrepancies.ts';
export type { Discrepancy, DiscrepancyContext } from './view/find-discrepancies.ts';
// Ports
export type * from './ports.ts';
export { createMemoryIndex } from './memory-index.ts';
export type { MemoryIndexOptions } from './memory-index.ts';
