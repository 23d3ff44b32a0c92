import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import type {Messages} from '../i18n/index.ts';
import {eachEvent, type StepEvent} from './events-between.ts';
import {writeJson} from './json.ts';
import {lineWriter, type LineWriter} from './line-writer.ts';
import {writePlain} from './plain.ts';
import type {ReportEvent} from './event.ts';
import type {StatusLine} from './status-line.ts';

/** What events are told with. */
export type EventReporterOptions = {
	readonly stdout: Writable;
	readonly format: 'json' | 'plain';
	readonly messages: Messages;
	/** Goes out of the way of every line. */
	readonly status: StatusLine;
	/** The reader is slow, so nothing more is to be asked; or it has caught up. */
	readonly hold: (held: boolean) => void;
};

/** Characters that are written in one turn of the event loop, about: it takes some milliseconds. */
const portionSize = 262_144;

/** Tells events to the reader of standard output. */
export type EventReporter = Pick<LineWriter, 'flush' | 'gone'> & {
	readonly report: (events: readonly StepEvent[]) => void;
	/** Asks for nothing any more, whatever the reader does. */
	holdForever(): void;
};

/**
 * Makes a teller. It writes events in portions, each when the user's program has taken the one before: one response can hold a million log entries.
 * What is not written yet is kept, so the caller must stop polling while `hold` says so.
 */
export function createEventReporter({
	stdout,
	format,
	messages,
	status,
	hold,
}: EventReporterOptions): EventReporter {
	const writer = lineWriter(stdout);
	let holding: 'no' | 'yes' | 'for-good' = 'no';
	let waiting: Iterator<ReportEvent, undefined>[] = [];
	let rest: Promise<void> | null = null;

	/** Writes the next events. Returns whether nothing is left and standard output takes more. */
	function writePortion(): boolean {
		let isTaken = true;
		let size = 0;

		while (size < portionSize) {
			const event = nextEvent();

			if (event === null) {
				return isTaken;
			}

			const lines = linesOf(event);
			size += lines.reduce((sum, line) => sum + line.length, 0);

			if (lines.length > 0) {
				status.aside(() => {
					isTaken = !lines.map(line => writer.write(line)).includes(false) && isTaken;
				});
			}
		}

		return false;
	}

	function linesOf(event: ReportEvent): readonly string[] {
		return format === 'json' ? [writeJson(event)] : writePlain(event, messages);
	}

	function nextEvent(): ReportEvent | null {
		for (;;) {
			const [first] = waiting;

			if (first === undefined) {
				return null;
			}

			const {value} = first.next();

			if (value !== undefined) {
				return value;
			}

			waiting.shift();
		}
	}

	async function writeRest(): Promise<void> {
		do {
			await writer.flush();
			await setImmediate();
		} while (!writePortion());

		rest = null;

		if (holding === 'yes') {
			holding = 'no';
			hold(false);
		}
	}

	void writer.gone.then(() => {
		waiting = [];
	});

	return {
		gone: writer.gone,
		async flush() {
			await rest;
			return writer.flush();
		},
		report(events) {
			if (events.length > 0) {
				waiting.push(eachEvent(events));
			}

			if (rest !== null || writePortion()) {
				return;
			}

			if (holding === 'no') {
				holding = 'yes';
				hold(true);
			}

			rest = writeRest();
		},
		holdForever() {
			holding = 'for-good';
			hold(true);
		},
	};
}
