import type {Writable} from 'node:stream';
import type {Cancel, Clock, Duration} from '../domain/clock.ts';
import type {RunOrderId} from '../domain/run.ts';
import type {Messages} from '../messages/index.ts';
import {eventsBetween} from '../report/events-between.ts';
import {writeJson} from '../report/json.ts';
import {lineWriter} from '../report/line-writer.ts';
import {verdict, type Until} from '../report/outcome.ts';
import {writePlain} from '../report/plain.ts';
import type {EndReason, ReportEvent} from '../report/report-event.ts';
import type {Store} from '../state/store.ts';

/** How a watch without a screen reports, and what ends it. */
export type HeadlessOptions = {
	readonly store: Store;
	readonly clock: Clock;
	readonly face: 'json' | 'plain';
	readonly messages: Messages;
	readonly version: string;
	readonly ids: readonly RunOrderId[];
	readonly until: Until;
	/** When to give up, counted from now; null is never. */
	readonly timeout: Duration | null;
	readonly stdout: Writable;
	/** Calls back with the exit code of a signal that asks the program to end; returns what stops listening. */
	readonly onSignal: (callback: (exitCode: number) => void) => Cancel;
	/** Begins to ask; called when nothing can be missed any more. */
	readonly start: () => void;
};

/** An end of the watch; `event` is false where nobody is left to read it. */
type Ending = {readonly exitCode: number; readonly reason: EndReason | null};

/** Exit code of a watch that was given up, as with `--timeout`. */
const gaveUp = 3;

/**
 * Reports a watch line by line until it ends; gives the exit code. Everything has been written by then, or the reader
 * is gone. Rejects when stdout fails otherwise than by its reader going away.
 */
export async function reportHeadless(options: HeadlessOptions): Promise<number> {
	const {store, clock, face, messages, version, ids, until, timeout, stdout, onSignal} = options;
	const writer = lineWriter(stdout);
	const ending = Promise.withResolvers<Ending>();

	function tell(event: ReportEvent): void {
		const lines = face === 'json' ? [writeJson(event)] : writePlain(event, messages);

		for (const line of lines) {
			writer.write(line);
		}
	}

	const stops: readonly Cancel[] = [
		store.observe((state, action, previous) => {
			eventsBetween(previous, state, action).forEach(tell);
			const {ended, reason, exitCode} = verdict(state, until);

			if (ended) {
				finish({reason, exitCode});
			}
		}),
		onSignal(exitCode => {
			finish({reason: 'signal', exitCode});
		}),
		...(timeout === null
			? []
			: [
					clock.after(timeout, () => {
						finish({reason: 'timeout', exitCode: gaveUp});
					}),
				]),
	];

	/** Nothing is told after the end: what an answer under way would say came too late. */
	function finish(how: Ending): void {
		stops.forEach(stop => {
			stop();
		});
		ending.resolve(how);
	}

	writer.gone.then(error => {
		if (error === null) {
			finish({reason: null, exitCode: 0});
		} else {
			ending.reject(error);
		}
	}, ending.reject);

	tell({event: 'start', at: clock.now(), version, runOrderIds: ids});
	options.start();
	const {reason, exitCode} = await ending.promise;

	if (reason !== null) {
		const {succeeded, failed, canceled, unfinished, totalCost} = verdict(store.getState(), until);
		tell({
			event: 'end',
			at: clock.now(),
			reason,
			exitCode,
			succeeded,
			failed,
			canceled,
			unfinished,
			totalCost,
		});
	}

	await writer.flush();
	return exitCode;
}
