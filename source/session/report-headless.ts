import type {Readable, Writable} from 'node:stream';
import type {Options} from '../config/options.ts';
import type {SessionContext} from '../config/parse-options.ts';
import type {ExitResult} from '../core/exit-result.ts';
import {countRuns} from '../core/money/totals.ts';
import type {RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Cancel, Clock, Duration, Instant} from '../core/time/clock.ts';
import {dayMs, minuteMs} from '../core/time/duration.ts';
import {createEventReporter} from '../report/event-reporter.ts';
import {eventsBetween, interruptedDownloads} from '../report/events-between.ts';
import {isComplete, watchOutcome, type Until} from '../report/outcome.ts';
import {allDescribed, OutputHold} from '../report/output-hold.ts';
import {progressText} from '../report/run-texts.ts';
import {failureCode} from '../report/standard-output.ts';
import type {StatusLine} from '../report/status-line.ts';
import {paletteName} from '../store/keys/key-of.ts';
import type {State} from '../store/state.ts';
import {readIds} from './read-ids.ts';
import {exitCodes} from './refusal.ts';
import type {Watch} from './watch.ts';

export type HeadlessOptions = Pick<SessionContext, 'messages' | 'version'> & {
	readonly watch: Pick<Watch, 'store' | 'clock' | 'over' | 'start' | 'add' | 'hold'>;
	/** The real time. `watch.clock` is different in a replay: it can run faster. */
	readonly clock: Clock;
	readonly format: 'json' | 'plain';
	readonly quiet: boolean;
	readonly ids: readonly RunOrderId[];
	/** A stream of more run order ids, one per line; null if all ids are known at the start. */
	readonly idInput: Readable | null;
	readonly until: Until;
	readonly pollOnce: boolean;
	readonly allowEmpty: boolean;
	/** Whether the exit code is 4 if the budget was passed. */
	readonly failsOverBudget: boolean;
	readonly timeout: Duration | null;
	readonly stdout: Writable;
	readonly warn: (sentence: string) => void;
	readonly status: StatusLine;
	/** Calls `callback` with the exit code of a signal that asks this program to exit, such as 143 for SIGTERM. */
	readonly onSignal: (callback: (exitCode: number) => void) => Cancel;
	/** Exits without flushing stdout. Called after a signal if the program that reads stdout has stopped reading. */
	readonly exitNow: (exitCode: number) => void;
};

/** How the watching of the runs ended. `ending` is null if the program that reads stdout has closed stdout. */
type End = {readonly at: Instant; readonly state: State; readonly ending: ExitResult | null};

/** Polling of a run, or of the run list, stops after its requests have failed for this long (in milliseconds). */
const giveUpAfter: Duration = 5 * minuteMs;

/** The poll interval with `--once`: a day, in milliseconds. The program exits earlier, so it polls no run twice. */
const never: Duration = dayMs;

/** In milliseconds: how long the end of the watch waits for the titles and orders of runs and the kinds of outputs. */
const describingTimeoutMs: Duration = 2000;

/** After a signal, this program exits even if its last lines have not been read within this time (in milliseconds). */
const finalFlushTimeoutMs: Duration = 5000;
/** The same for a terminal, which takes lines at once unless its connection hangs. */
const terminalFlushTimeoutMs: Duration = 1500;

/**
 * Watches the runs and writes their events to stdout until the watch ends or stdout fails. Then resolves to the exit
 * code. While the program that reads stdout is slow, pauses polling, so that few lines wait in memory.
 */
export async function reportHeadless(options: HeadlessOptions): Promise<number> {
	const {watch, messages, version, ids, idInput, until, pollOnce, timeout, status, warn} = options;
	const {store, clock} = watch;
	const reporter = createEventReporter({...options, hold: watch.hold});
	const end = Promise.withResolvers<End>();
	const outputs = new OutputHold(pollOnce);
	/**
	 * Whether the watch ends as soon as `--until` is met. False in a replay with `--until all`: it plays to its end.
	 */
	const endsByRuns = watch.over === null || until !== 'all';
	let moreToCome = idInput !== null;
	let hasStarted = false;
	let hasEnded = false;
	let isDescribingOver = false;
	let cancelDescribing: Cancel | null = null;

	function finishIfComplete(): void {
		const state = store.getState();

		if (!isComplete(state, until, moreToCome)) {
			return;
		}

		const {allowEmpty, failsOverBudget} = options;
		const {reason, exitCode} = watchOutcome(state, until, moreToCome, allowEmpty, failsOverBudget);

		if (state.denied !== null || isDescribingOver || allDescribed(state, pollOnce)) {
			finish({reason, exitCode});
		} else {
			cancelDescribing ??= clock.after(describingTimeoutMs, () => {
				isDescribingOver = true;
				finishIfComplete();
			});
		}
	}

	function noMoreIds(): void {
		moreToCome = false;

		if (store.getState().runs.size > 0) {
			finishIfComplete();
		} else if (options.allowEmpty) {
			finish({reason: 'done', exitCode: 0});
		} else {
			warn(messages.input.noIds);
			finish({reason: 'gave-up', exitCode: exitCodes.gaveUp});
		}
	}

	function finish(ending: ExitResult | null, at = clock.now()): void {
		if (hasEnded) {
			return;
		}

		hasEnded = true;
		cancelDescribing?.();
		stops.forEach(stop => stop());
		reporter.holdForever();
		end.resolve({at, ending, state: store.getState()});

		if (ending !== null) {
			store.dispatch({type: 'watchEnded', at, result: ending});
		}
	}

	/**
	 * Writes the `start` line, only once. `at` is the time of the first action. A recording contains this time, so each
	 * replay prints the same `start` line.
	 */
	function reportStart(at: Instant): void {
		if (!hasStarted) {
			hasStarted = true;
			reporter.report([{event: 'start', at, version, runOrderIds: ids}]);
		}
	}

	const stops: Cancel[] = [
		store.observe((state, action, previous) => {
			reportStart(action.at);
			const events = eventsBetween(previous, state, action, {
				pollOnce,
				recoveries: options.format === 'plain',
			});
			reporter.report(outputs.pass(events, state));

			if (action.type === 'watchEnded') {
				finish(action.result, action.at);
			} else if (endsByRuns) {
				finishIfComplete();
			}
		}),
		store.subscribe(() => status.show(() => progressText(store.getState(), messages))),
		options.onSignal(exitCode => finish({reason: 'signal', exitCode})),
	];

	if (timeout !== null) {
		stops.push(clock.after(timeout, () => finish({reason: 'timeout', exitCode: exitCodes.gaveUp})));
	}

	reporter.gone.then(error => {
		finish(error === null ? null : {reason: 'gave-up', exitCode: exitCodes.gaveUp});
	}, end.reject);

	watch.over?.then(() => {
		const {failsOverBudget} = options;
		const state = store.getState();
		const {ended, reason, exitCode} = watchOutcome(state, until, false, true, failsOverBudget);
		finish(ended ? {reason, exitCode} : {reason: 'gave-up', exitCode: exitCodes.gaveUp});
	}, end.reject);

	watch.start();

	if (idInput !== null) {
		stops.push(
			readIds(idInput, {
				add: watch.add,
				warn(problem) {
					warn(messages.notice(problem, paletteName));
				},
				ended: noMoreIds,
			}),
		);
	}

	const {at, state, ending} = await end.promise;
	status.clear();

	if (ending !== null) {
		reporter.report(outputs.release());
		reporter.report(interruptedDownloads(state, at));
		reporter.report([{event: 'end', at, ...ending, ...countRuns(state.runs.values())}]);
	}

	const cancelExit =
		ending?.reason === 'signal'
			? options.clock.after(
					(options.stdout as {isTTY?: boolean}).isTTY === true
						? terminalFlushTimeoutMs
						: finalFlushTimeoutMs,
					() => options.exitNow(ending.exitCode),
				)
			: null;
	const failure = await reporter.flush();
	cancelExit?.();

	if (failure !== null) {
		warn(messages.usage.stdoutFailed(cleanName(failureCode(failure))));
		return exitCodes.gaveUp;
	}

	return ending?.exitCode ?? (isComplete(state, until, moreToCome) ? 0 : exitCodes.readerGone);
}

/** Returns the polling options. With `--once`, no run is polled twice, even if its first poll fails. */
export function headlessRules({
	once,
	interval,
	concurrency,
	until,
}: Pick<Options, 'once' | 'interval' | 'concurrency'> & Partial<Pick<Options, 'until'>>) {
	return once
		? {interval: never, concurrency, giveUpAfter: 0}
		: {interval, concurrency, giveUpAfter: until === 'never' ? Infinity : giveUpAfter};
}
