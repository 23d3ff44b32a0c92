import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import type {Messages} from '../i18n/index.ts';
import {eachEvent, type StepEvent} from './events-between.ts';
import {writeJson} from './json.ts';
import {lineWriter, type ReportWriter} from './line-writer.ts';
import {writePlain} from './plain.ts';
import type {ReportEvent} from './event.ts';
import type {StatusLine} from './status-line.ts';

export type EventReporterOptions = {
	readonly stdout: Writable;
	readonly format: 'json' | 'plain';
	readonly messages: Messages;
	readonly status: StatusLine;
	/** Called with true when polling must pause because the consumer of stdout is slow, and with false when it may continue. */
	readonly hold: (held: boolean) => void;
};

/** Characters that are written per turn of the event loop. They take some milliseconds. */
const portionSize = 262_144;

export type EventReporter = Pick<ReportWriter, 'flush' | 'gone'> & {
	readonly report: (events: readonly StepEvent[]) => void;
	/** Pauses polling until the process ends. */
	holdForever(): void;
};

/**
 * Writes events in portions, since a response can contain a million log entries. Each portion waits until the consumer
 * has read the previous one. Waiting events stay in memory, so the caller must pause polling while `hold` demands it.
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

	/** Returns whether all events are written and stdout accepts more. */
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
