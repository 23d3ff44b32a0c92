import type {Writable} from 'node:stream';
import type {Cancel, Clock, Duration, Instant} from '../core/time/clock.ts';
import type {ExitResult} from '../core/exit-result.ts';
import type {RunOrderId} from '../core/run.ts';
import {countRuns} from '../core/money/totals.ts';
import type {Messages} from '../i18n/index.ts';
import {brokenOff, eventsBetween} from '../report/events-between.ts';
import {isComplete, verdict, type Until} from '../report/outcome.ts';
import {allDescribed, OutputHold} from '../report/output-hold.ts';
import {progressText} from '../report/progress-text.ts';
import type {StatusLine} from '../report/status-line.ts';
import {createEventReporter} from '../report/event-reporter.ts';
import type {State} from '../store/state.ts';
import type {Watch} from './watch.ts';

/** Ids that come while the watch is on. */
export type MoreIds = {
	/** Begins to take them. Returns what stops it. */
	readonly start: (ended: () => void) => Cancel;
	/** Says that there were none at all. */
	readonly complain: () => void;
};

/** How a watch without a screen reports, and what ends it. */
export type HeadlessOptions = {
	readonly watch: Pick<Watch, 'store' | 'clock' | 'over' | 'start' | 'hold'>;
	/** Measures the reader's patience, which no replay hastens. */
	readonly clock: Clock;
	readonly face: 'json' | 'plain';
	readonly messages: Messages;
	readonly version: string;
	readonly ids: readonly RunOrderId[];
	/** Null where all ids are known from the start. */
	readonly moreIds: MoreIds | null;
	readonly until: Until;
	/** Whether no run is asked, or was, a second time, also where its question failed. */
	readonly askOnce: boolean;
	/** Whether to have found no run is a success. */
	readonly allowEmpty: boolean;
	/** When to give up, counted from now; null is never. */
	readonly timeout: Duration | null;
	readonly stdout: Writable;
	/** Reports that stdout could not be written, otherwise than because its reader went away. */
	readonly stdoutFailed: (error: Error) => void;
	/** Shows how the watch stands, where somebody looks. */
	readonly status: StatusLine;
	/** Calls back with the exit code of a signal that asks the program to end; returns what stops listening. */
	readonly onSignal: (callback: (exitCode: number) => void) => Cancel;
	/** Leaves although the reader has not taken everything: it was asked for by a signal, and the reader stands still. */
	readonly abandon: (exitCode: number) => void;
};

/** When, with what and how the watch ended; the last is null where nobody is left to read of it. */
type End = {readonly at: Instant; readonly state: State; readonly ending: ExitResult | null};

/** Exit codes of a watch that was given up, as with `--timeout`, and of one that had nothing to watch. */
const gaveUp = 3;
const nothingNamed = 2;

/** When all is told but what the workflows are called, that is waited for so long and no longer. */
const describing: Duration = 2000;

/** So long the reader has to take the last lines after a signal. */
const lastWords: Duration = 5000;

/**
 * Reports a watch line by line until it ends; gives the exit code. Everything has been written by then, or the reader
 * is gone. A reader that is slow makes the watch slow, and not the memory full. A failure of stdout ends the watch.
 */
export async function reportHeadless(options: HeadlessOptions): Promise<number> {
	const {watch, messages, version, ids, moreIds, until, askOnce, timeout, status} = options;
	const {store, clock} = watch;
	const reporter = createEventReporter({
		...options,
		hold: held => {
			watch.hold(held);
		},
	});
	const end = Promise.withResolvers<End>();
	const outputs = new OutputHold();
	/** What was recorded ends as it did then, unless the reader asks for less. */
	const isJudged = watch.over === null || until !== 'all';
	let moreToCome = moreIds !== null;
	let hasBegun = false;
	let hasEnded = false;
	/** Whether it is waited for what the workflows are called, or was long enough. */
	let describingIs: 'not-begun' | 'under-way' | 'over' = 'not-begun';

	/** Ends the watch if there is nothing more to wait for. */
	function look(): void {
		const state = store.getState();

		if (!isComplete(state, until, moreToCome)) {
			return;
		}

		const {reason, exitCode} = verdict(state, until, moreToCome, options.allowEmpty);

		if (state.denied !== null || describingIs === 'over' || allDescribed(state)) {
			finish({reason, exitCode});
		} else if (describingIs === 'not-begun') {
			describingIs = 'under-way';
			stops.push(
				clock.after(describing, () => {
					describingIs = 'over';
					look();
				}),
			);
		}
	}

	function noMoreIds(): void {
		moreToCome = false;

		if (store.getState().runs.size === 0) {
			moreIds?.complain();
			finish({reason: 'gave-up', exitCode: nothingNamed});
		} else {
			look();
		}
	}

	/** Nothing is told after the end: what an answer under way would say came too late. */
	function finish(ending: ExitResult | null, at = clock.now()): void {
		if (hasEnded) {
			return;
		}

		hasEnded = true;
		stops.forEach(stop => {
			stop();
		});
		reporter.endHolding();
		end.resolve({at, ending, state: store.getState()});

		if (ending !== null) {
			store.dispatch({type: 'watchEnded', at, ending});
		}
	}

	/** Said with the moment of the first thing that happens, so that a replay says the same. */
	function begin(at: Instant): void {
		if (!hasBegun) {
			hasBegun = true;
			reporter.report([{event: 'start', at, version, runOrderIds: ids}]);
		}
	}

	const stops: Cancel[] = [
		store.observe((state, action, previous) => {
			begin(action.at);
			reporter.report(outputs.pass(eventsBetween(previous, state, action, {askOnce}), state));

			if (action.type === 'watchEnded') {
				finish(action.ending, action.at);
			} else if (isJudged) {
				look();
			}
		}),
		store.subscribe(() => {
			status.show(() => progressText(store.getState(), messages));
		}),
		options.onSignal(exitCode => {
			finish({reason: 'signal', exitCode});
		}),
	];

	if (timeout !== null) {
		stops.push(
			clock.after(timeout, () => {
				finish({reason: 'timeout', exitCode: gaveUp});
			}),
		);
	}

	reporter.gone.then(error => {
		finish(error === null ? null : {reason: 'gave-up', exitCode: gaveUp});
	}, end.reject);

	watch.over?.then(() => {
		const {ended, reason, exitCode} = verdict(store.getState(), until);
		finish(ended ? {reason, exitCode} : {reason: 'gave-up', exitCode: gaveUp});
	}, end.reject);

	watch.start();

	if (moreIds !== null) {
		stops.push(moreIds.start(noMoreIds));
	}

	const {at, state, ending} = await end.promise;
	status.clear();

	if (ending !== null) {
		reporter.report([
			...outputs.release(),
			...brokenOff(state, at),
			{event: 'end', at, ...ending, ...countRuns(state.runs.values())},
		]);
	}

	const stopPatience =
		ending?.reason === 'signal'
			? options.clock.after(lastWords, () => {
					options.abandon(ending.exitCode);
				})
			: null;
	const failure = await reporter.flush();
	stopPatience?.();

	if (failure !== null) {
		options.stdoutFailed(failure);
		return gaveUp;
	}

	return ending?.exitCode ?? 0;
}
