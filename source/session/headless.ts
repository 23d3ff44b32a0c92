import type {Writable} from 'node:stream';
import type {Cancel, Clock, Duration} from '../domain/clock.ts';
import type {RunOrderId} from '../domain/run.ts';
import type {Messages} from '../messages/index.ts';
import {eventsBetween} from '../report/events-between.ts';
import {verdict, type Until} from '../report/outcome.ts';
import {allDescribed, OutputHold} from '../report/output-hold.ts';
import {progressText} from '../report/progress-text.ts';
import type {EndReason} from '../report/report-event.ts';
import type {StatusLine} from '../report/status-line.ts';
import {createTeller} from '../report/teller.ts';
import type {State} from '../state/state.ts';
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
	/** When to give up, counted from now; null is never. */
	readonly timeout: Duration | null;
	readonly stdout: Writable;
	/** Shows how the watch stands, where somebody looks. */
	readonly status: StatusLine;
	/** Calls back with the exit code of a signal that asks the program to end; returns what stops listening. */
	readonly onSignal: (callback: (exitCode: number) => void) => Cancel;
	/** Leaves although the reader has not taken everything: it was asked for by a signal, and the reader stands still. */
	readonly abandon: (exitCode: number) => void;
};

/** How and with what the watch ended. Nobody is left to read of it where `reason` is null. */
type Ending = {
	readonly exitCode: number;
	readonly reason: EndReason | null;
	readonly state: State;
};

/** Exit codes of a watch that was given up, as with `--timeout`, and of one that had nothing to watch. */
const gaveUp = 3;
const nothingNamed = 2;

/** When all is told but what the workflows are called, that is waited for so long and no longer. */
const describing: Duration = 2000;

/** So long the reader has to take the last lines after a signal. */
const lastWords: Duration = 5000;

/**
 * Reports a watch line by line until it ends; gives the exit code. Everything has been written by then, or the reader
 * is gone. A reader that is slow makes the watch slow, and not the memory full. Rejects when stdout fails otherwise
 * than by its reader going away.
 */
export async function reportHeadless(options: HeadlessOptions): Promise<number> {
	const {watch, messages, version, ids, moreIds, until, timeout, status} = options;
	const {store, clock} = watch;
	const teller = createTeller({
		...options,
		hold: held => {
			watch.hold(held);
		},
	});
	const ending = Promise.withResolvers<Ending>();
	const outputs = new OutputHold();
	let moreToCome = moreIds !== null;
	/** Whether it is waited for what the workflows are called, or was long enough. */
	let describingIs: 'not-begun' | 'under-way' | 'over' = 'not-begun';

	/** Ends the watch if there is nothing more to wait for. */
	function look(): void {
		const state = store.getState();
		const {ended, reason, exitCode} = verdict(state, until, moreToCome);

		if (!ended) {
			return;
		}

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
	function finish(how: Omit<Ending, 'state'>): void {
		stops.forEach(stop => {
			stop();
		});
		teller.endHolding();
		ending.resolve({...how, state: store.getState()});
	}

	const stops: Cancel[] = [
		store.observe((state, action, previous) => {
			const events = eventsBetween(previous, state, action, {askOnce: until === 'once'});
			outputs.pass(events, state).forEach(teller.tell);
			look();
		}),
		store.subscribe(() => {
			status.show(progressText(store.getState(), messages));
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

	teller.gone.then(error => {
		if (error === null) {
			finish({reason: null, exitCode: 0});
		} else {
			ending.reject(error);
		}
	}, ending.reject);

	watch.over?.then(() => {
		const {ended, reason, exitCode} = verdict(store.getState(), until);
		finish(ended ? {reason, exitCode} : {reason: 'gave-up', exitCode: gaveUp});
	}, ending.reject);

	teller.tell({event: 'start', at: clock.now(), version, runOrderIds: ids});
	watch.start();

	if (moreIds !== null) {
		stops.push(moreIds.start(noMoreIds));
	}

	const {reason, exitCode, state} = await ending.promise;
	status.clear();

	if (reason !== null) {
		outputs.release().forEach(teller.tell);
		const {succeeded, failed, canceled, unfinished, totalCost} = verdict(state, until);
		const tally = {succeeded, failed, canceled, unfinished, totalCost};
		teller.tell({event: 'end', at: clock.now(), reason, exitCode, ...tally});
	}

	const stopPatience =
		reason === 'signal'
			? options.clock.after(lastWords, () => {
					options.abandon(exitCode);
				})
			: null;
	await teller.flush();
	stopPatience?.();
	return exitCode;
}
