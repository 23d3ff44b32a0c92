import type {LogEntry} from '../core/log/log-entry.ts';
import type {Money} from '../core/money/money.ts';
import type {RunCounts} from '../core/money/totals.ts';
import type {Output, OutputProblem} from '../core/output/output.ts';
import type {Problem, RunError} from '../core/problem.ts';
import type {OrderInfo} from '../core/run-order.ts';
import type {ExitResult, Run, RunOrderId} from '../core/run.ts';
import type {ForeignText} from '../core/text/sanitize.ts';
import type {Instant} from '../core/time/clock.ts';

/** An event that `--json` and `--plain` print. `at` is the time when this program noticed the event. */
export type WatchEvent = {readonly at: Instant} & (
	| {
			readonly event: 'start';
			readonly version: string;
			readonly runOrderIds: readonly RunOrderId[];
	  }
	/** A change of the fields of a run. `before` is the run before the change; null for the first response. */
	| {readonly event: 'run'; readonly run: Run; readonly before: Run | null}
	/** The order of a run became known, or what was charged for the run. */
	| {readonly event: 'order'; readonly run: Run; readonly order: OrderInfo}
	/** A new log entry. `afterGap`: whether log entries are missing before it, because the service has deleted them. */
	| {
			readonly event: 'log';
			readonly run: Run;
			readonly entry: LogEntry;
			readonly afterGap: boolean;
	  }
	| {readonly event: 'output'; readonly run: Run; readonly output: Output}
	/**
	 * `reported`: the number of outputs that were read. `leftOut`: the number of further outputs that were ignored,
	 * because this program reads only a limited number.
	 */
	| {
			readonly event: 'outputs-cut';
			readonly run: Run;
			readonly reported: number;
			readonly leftOut: number;
	  }
	| {
			readonly event: 'download';
			readonly run: Run;
			readonly key: ForeignText;
			readonly path: ForeignText;
			readonly bytes: number;
	  }
	| {
			readonly event: 'download-failed';
			readonly run: Run;
			readonly key: ForeignText;
			readonly why: OutputProblem;
	  }
	| {readonly event: 'error'; readonly run: Run; readonly error: RunError}
	/**
	 * A poll of `run` failed. If `run` is null, a request for the run list failed. `before` is the failure of the request
	 * before; null if that succeeded. `retryInMs` is null if there is no retry.
	 */
	| {
			readonly event: 'problem';
			readonly run: Run | null;
			readonly problem: Problem;
			readonly before: Problem | null;
			readonly retryInMs: number | null;
	  }
	/** Something needs the user. `run` is null if it is not about one run. */
	| ({readonly event: 'alert'; readonly run: Run | null} & Alert)
	| ({readonly event: 'end'} & ExitResult & RunCounts)
);

export type Alert =
	/** More than `budget` was spent, in this session or today. */
	| {readonly kind: 'budget'; readonly spent: Money; readonly budget: Money}
	/** The balance of the account fell below `limit`. */
	| {readonly kind: 'low-balance'; readonly balance: Money; readonly limit: Money}
	/** The run has made no progress since `since` for far longer than usual. */
	| {readonly kind: 'stalled'; readonly since: Instant}
	/** The run has taken far longer than usual since `since`. `usualSec`: how long such a run usually takes. */
	| {readonly kind: 'late'; readonly since: Instant; readonly usualSec: number | null}
	/** The last of the unfinished runs has ended. */
	| {readonly kind: 'all-done'; readonly counts: RunCounts};
