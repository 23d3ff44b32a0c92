import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import type {Messages} from '../i18n/index.ts';
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
	/** Called with true to pause polling because the consumer of stdout is slow, and with false to continue it. */
	readonly hold: (held: boolean) => void;
};

/** The number of characters per turn of the event loop. Formatting them takes some milliseconds. */
const portionSize = 262_144;

export type EventReporter = Pick<ReportWriter, 'flush' | 'gone'> & {
	readonly report: (events: Iterable<ReportEvent>) => void;
	holdForever(): void;
};

/**
 * Creates a reporter that writes events in portions, because a response can contain a million log entries. It writes
 * a portion when the consumer has read the previous one. Unwritten events stay in memory, so the caller must pause
 * polling when `hold` is called with true.
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
	let waiting: Array<Iterator<ReportEvent>> = [];
	let rest: Promise<void> | null = null;

	/** Writes a portion. Returns whether it was the last one and stdout accepts more data. */
	function writePortion(): boolean {
		const portion: string[] = [];
		let size = 0;

		for (const lines of waitingLines()) {
			portion.push(...lines);
			size += lines.reduce((sum, line) => sum + line.length, 0);

			if (size >= portionSize) {
				break;
			}
		}

		let isTaken = true;

		if (portion.length > 0) {
			status.aside(() => {
				isTaken = !portion.map(line => writer.write(line)).includes(false);
			});
		}

		return isTaken && size < portionSize;
	}

	function* waitingLines(): Generator<readonly string[]> {
		for (let events = waiting[0]; events !== undefined; events = waiting[0]) {
			for (let next = events.next(); next.done !== true; next = events.next()) {
				yield format === 'json' ? [writeJson(next.value)] : writePlain(next.value, messages);
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
			waiting.push(events[Symbol.iterator]());

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
