import type {Readable, Writable} from 'node:stream';
import type {Options} from '../config/options.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {countRuns} from '../core/money/totals.ts';
import type {ExitResult, RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Cancel, Clock, Duration, Instant} from '../core/time/clock.ts';
import {dayMs, minuteMs} from '../core/time/duration.ts';
import {isKeptQuiet, writeJson, writePlain} from '../events/event-lines.ts';
import type {WatchEvent} from '../events/event.ts';
import {eventsBetween, finalEvents} from '../events/events-between.ts';
import {allDescribed, isComplete, watchOutcome, type Until} from '../events/outcome.ts';
import {failureCode, outputWriter} from '../events/standard-output.ts';
import {paletteName} from '../store/keys/key-of.ts';
import type {State} from '../store/state.ts';
import {readIds} from './read-ids.ts';
import {exitCodes} from './refusal.ts';
import type {Watch} from './watch.ts';

export type HeadlessOptions = Pick<SessionContext, 'messages' | 'version'> & {
	readonly watch: Pick<Watch, 'store' | 'clock' | 'over' | 'start' | 'add' | 'hold'>;
	/** The real time. `watch.clock` is different in a replay: it can run faster. */
	readonly clock: Clock;
	readonly options: Pick<Options, 'mode' | 'quiet' | 'until' | 'once' | 'allowEmpty' | 'timeout'>;
	readonly ids: readonly RunOrderId[];
	/** Whether the recording is of a watch with `--once`. */
	readonly polledOnce: boolean;
	/** A stream of more run order ids, one per line; null if all ids are known at the start. */
	readonly idInput: Readable | null;
	readonly stdout: Writable;
	readonly warn: (sentence: string) => void;
	/** Calls `callback` with the exit code of a signal that asks this program to exit, such as 143 for SIGTERM. */
	readonly onSignal: (callback: (exitCode: number) => void) => Cancel;
	/** Exits without flushing stdout. Called after a signal if the program that reads stdout has stopped reading. */
	readonly exitNow: (exitCode: number) => void;
};

/** The end of the watch. `ending`: its reason; null if the program that reads stdout has closed it. */
type End = {readonly at: Instant; readonly ending: ExitResult | null; readonly state: State};

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
export async function writeEvents(headless: HeadlessOptions): Promise<number> {
	const {watch, options, messages, version, ids, idInput, stdout, warn} = headless;
	const {mode, quiet, once, allowEmpty, timeout} = options;
	const {store, clock} = watch;
	const format = mode === 'json' ? 'json' : 'plain';
	const until: Until = once ? 'once' : options.until;
	const failsOverBudget = options.until === 'budget';
	const pollOnce = once || headless.polledOnce;
	const writer = outputWriter(stdout);
	const end = Promise.withResolvers<End>();
	/** Whether the watch ends as soon as `--until` is met. False in a replay with `--until all`: it plays to its end. */
	const endsByRuns = watch.over === null || until !== 'all';
	let moreToCome = idInput !== null;
	let hasStarted = false;
	let hasEnded = false;
	let isReaderSlow = false;
	let isDescribingOver = false;
	let cancelDescribing: Cancel | null = null;

	/** Writes all events of a call at once, because a system call costs more than a line. */
	function write(events: Iterable<WatchEvent>): void {
		const text = [...events]
			.filter(event => !quiet || isKeptQuiet(event, format))
			.flatMap(event => (format === 'json' ? writeJson(event) : writePlain(event, messages)))
			.map(line => `${line}\n`)
			.join('');

		if (text !== '' && !writer.write(text) && !isReaderSlow) {
			void waitForReader();
		}
	}

	async function waitForReader(): Promise<void> {
		isReaderSlow = true;
		watch.hold(true);
		await writer.flush();
		isReaderSlow = false;
		watch.hold(hasEnded);
	}

	function finishIfComplete(): void {
		const state = store.getState();

		if (!isComplete(state, until, moreToCome)) {
			return;
		}

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
		} else if (allowEmpty) {
			finish({reason: 'done', exitCode: 0});
		} else {
			warn(messages.input.noIds);
			giveUp();
		}
	}

	function giveUp(reason: 'gave-up' | 'timeout' = 'gave-up'): void {
		finish({reason, exitCode: exitCodes.gaveUp});
	}

	function finish(ending: ExitResult | null, at = clock.now()): void {
		if (hasEnded) {
			return;
		}

		hasEnded = true;
		cancelDescribing?.();
		stops.forEach(stop => stop());
		watch.hold(true);
		end.resolve({at, ending, state: store.getState()});

		if (ending !== null) {
			store.dispatch({type: 'watchEnded', at, result: ending});
		}
	}

	const stops: Cancel[] = [
		store.observe((state, action, previous) => {
			// The time of the first action is in a recording, so each replay prints the same `start` line.
			if (!hasStarted) {
				hasStarted = true;
				write([{event: 'start', at: action.at, version, runOrderIds: ids}]);
			}

			const recoveries = format === 'plain';
			write(eventsBetween(previous, state, action, {pollOnce, recoveries}));

			if (action.type === 'watchEnded') {
				finish(action.result, action.at);
			} else if (endsByRuns) {
				finishIfComplete();
			}
		}),
		headless.onSignal(exitCode => finish({reason: 'signal', exitCode})),
	];

	if (timeout !== null) {
		stops.push(clock.after(timeout, () => giveUp('timeout')));
	}

	writer.gone.then(error => (error === null ? finish(null) : giveUp()), end.reject);
	watch.over?.then(() => {
		const state = store.getState();
		const {ended, reason, exitCode} = watchOutcome(state, until, false, true, failsOverBudget);
		finish(ended ? {reason, exitCode} : {reason: 'gave-up', exitCode: exitCodes.gaveUp});
	}, end.reject);
	watch.start();

	if (idInput !== null) {
		stops.push(
			readIds(idInput, {
				add: watch.add,
				warn: problem => warn(messages.notice(problem, paletteName)),
				ended: noMoreIds,
			}),
		);
	}

	const {at, state, ending} = await end.promise;

	if (ending !== null) {
		write(finalEvents(state, at, {pollOnce}));
		write([{event: 'end', at, ...ending, ...countRuns(state.runs.values())}]);
	}

	const isTerminal = (stdout as {isTTY?: boolean}).isTTY === true;
	const patience = isTerminal ? terminalFlushTimeoutMs : finalFlushTimeoutMs;
	const cancelExit =
		ending?.reason === 'signal'
			? headless.clock.after(patience, () => headless.exitNow(ending.exitCode))
			: null;
	const failure = await writer.flush();
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
