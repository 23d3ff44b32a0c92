import type {FinalPhase, Phase} from './execution.ts';
import type {Money} from './money/money.ts';
import type {OrderInput, RunOrder} from './run-order.ts';
import type {RunOrderId} from './run.ts';
import type {ListSort} from './saved-state.ts';
import type {ComparisonSign} from './text/filter-terms.ts';
import type {ForeignText} from './text/sanitize.ts';
import type {Instant} from './time/clock.ts';

type OwnField = 'id' | 'phase' | 'inputs' | 'label' | 'wasWatched';

/**
 * The content of a response about a run, for the history. A field that is null or missing keeps the value of an earlier
 * record. Texts are exact, as the service sent them.
 */
export type HistoryRecord = {
	readonly [
		Field in keyof Omit<HistoryRun, OwnField>
	]?: HistoryRun[Field] extends ForeignText | null ? string | null : HistoryRun[Field];
} & {
	readonly id: RunOrderId;
	readonly phase: Phase;
	readonly inputs?: readonly HistoryInput[] | null;
	/** The newest response with its log, see `api/wire/kept-response.ts`. Missing for a run that was not watched. */
	readonly response?: string | null;
};

export type RunInputs = {readonly id: RunOrderId; readonly inputs: readonly OrderInput[]};

export type HistoryInput = {readonly key: string; readonly value: string};

/** A run of the history: its fields in the run list, and the data from watching or synchronizing it. */
export type HistoryRun = RunOrder & {
	readonly startedAt: Instant | null;
	readonly endedAt: Instant | null;
	/** How long the run took, in seconds. */
	readonly seconds: number | null;
	/** The cost that the engine reports. */
	readonly totalCost: Money | null;
	/** Why it failed. */
	readonly reason: ForeignText | null;
	/** Null if they were never requested. */
	readonly inputs: readonly OrderInput[] | null;
	/** The name that the user gave to it. */
	readonly label: ForeignText | null;
	/** Whether its log and outputs are kept, because it was watched. */
	readonly wasWatched: boolean;
	/** Whether it failed, and nobody has looked at it since. */
	readonly isUnseen: boolean;
};

/** Conditions on a run of the history. All of them must hold; those that are null or missing hold for every run. */
export type HistoryConditions = {
	readonly ids?: readonly RunOrderId[];
	/** In lower case; each must be a part of the id, the title, an input, the status, or the reason of a failure. */
	readonly words?: readonly string[];
	readonly phases?: readonly FinalPhase[];
	readonly status?: string | null;
	readonly workflowId?: string | null;
	/** In lower case: a part of the title of its workflow, or the whole id. */
	readonly workflow?: string;
	/** The time of the end, or of the creation where the end is unknown. */
	readonly from?: Instant | null;
	readonly createdFrom?: Instant | null;
	readonly bounds?: readonly StoredBound[];
	readonly isUnseen?: boolean;
	/** `text`, in lower case, must be a part of the input that users call `name` (`findInput`). */
	readonly input?: {readonly name: string; readonly text: string};
	/** A negated term holds if its conditions do not. */
	readonly terms?: readonly HistoryTerm[];
};

/** A value that the history keeps of a run. `at`: the time of the end, or of the creation where the end is unknown. */
type ComparableValue =
	| 'at'
	| 'created_at'
	| 'started_at'
	| 'seconds'
	| 'cost'
	| 'total_cost'
	| 'final_amount'
	| 'quote_amount';

/** `searched`: the texts that words search. */
export type StoredValue = ComparableValue | 'searched' | 'phase' | 'workflow_id';

/** A condition on a value that the history keeps. Amounts are `Money`, times `Instant`. */
export type StoredBound = {
	readonly of: ComparableValue;
	readonly sign: ComparisonSign;
	readonly value: number | Money;
};

export type HistoryTerm = {
	readonly isNegated: boolean;
	readonly conditions: HistoryConditions;
};

export type HistoryQuery = HistoryConditions & {
	/** Default: false. */
	readonly withUnfinished?: boolean;
	/** How many runs to return at most, after the first `offset` ones (default: 0). With an offset they are not counted. */
	readonly limit: number;
	readonly offset?: number;
	/** By one of the `historySortKeys`. Default: the newest first. */
	readonly sort?: ListSort;
};

export const wholeHistory: HistoryQuery = {limit: Number.MAX_SAFE_INTEGER};

/** The newest runs that failed while nobody watched, and were not looked at. */
export const missedRuns: HistoryQuery = {
	...wholeHistory,
	phases: ['failed'],
	isUnseen: true,
	limit: 100,
};

export type HistoryPage = {
	readonly runs: readonly HistoryRun[];
	/** The number of all runs that match; 0 for a query with an offset. */
	readonly count: number;
};

/** How the costs of the history are grouped. Days are those of the local time zone. */
export const costGroups = ['day', 'workflow', 'status'] as const;
export type CostGroup = (typeof costGroups)[number];

/** What the ended runs of a group cost together. */
export type CostSum = {
	/** The local date (`2026-11-26`), the id of the workflow, or the status; empty if unknown. */
	readonly key: string;
	/** The newest title of the workflow; null in other groups, and if unknown. */
	readonly title: ForeignText | null;
	readonly runs: number;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	/** The sum of the total costs. Where the run was not watched, it is the final amount. */
	readonly spent: Money;
	/** The sum of the final amounts that are known. */
	readonly billed: Money;
	/** The part of `spent` that failed and canceled runs cost. */
	readonly lost: Money;
	/** How many of the runs have a known cost. */
	readonly priced: number;
};

/** The costs and times of the runs of a workflow. Times are in seconds; null if none is known. */
export type WorkflowStatistics = CostSum & {
	/** The median and the 95th percentile of the times of the runs that succeeded. */
	readonly p50: number | null;
	readonly p95: number | null;
};

/** What happened between two visits, while nobody watched. */
export type Absence = {
	readonly since: Instant;
	readonly ended: number;
	readonly failed: number;
	readonly spent: Money;
};

/** The costs of the runs in the history that ended since `from`. */
export type Spending = {
	readonly from: Instant;
	readonly days: readonly CostSum[];
	readonly workflows: readonly WorkflowStatistics[];
	/** Whether the run list was read back to `from`, so that runs that nobody watched count too. */
	readonly isWhole: boolean;
};

/** For how long and up to which size of the file runs are kept. The oldest are removed first. */
export type HistoryLimits = {readonly days: number; readonly bytes: number};

export const megabyte = 1_000_000;

export const defaultHistoryLimits: HistoryLimits = {days: 90, bytes: 500 * megabyte};
