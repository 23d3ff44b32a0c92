import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import type {Messages} from '../i18n/index.ts';
import type {ReportEvent} from './event.ts';
import {writeJson} from './json.ts';
import {lineWriter} from './line-writer.ts';
import {writePlain} from './plain.ts';
import {isKeptQuiet} from './quiet.ts';
import type {StatusLine} from './status-line.ts';

type EventReporterOptions = {
	readonly stdout: Writable;
	readonly format: 'json' | 'plain';
	readonly quiet: boolean;
	readonly messages: Messages;
	readonly status: StatusLine;
	/** Called with true to pause polling while the program that reads stdout is slow, with false to continue. */
	readonly hold: (held: boolean) => void;
};

/** After writing this many characters, the reporter yields to the event loop. Formatting them takes some milliseconds. */
const portionSize = 262_144;

/**
 * Writes events to stdout in portions, because a response can contain a million log entries. Each portion waits until
 * the previous one is read. Waiting events are in memory, so pause polling when `hold` is called with true.
 */
export function createEventReporter({
	stdout,
	format,
	quiet,
	messages,
	status,
	hold,
}: EventReporterOptions) {
	const writer = lineWriter(stdout);
	let holding: 'no' | 'yes' | 'for-good' = 'no';
	let waiting: Array<Iterator<string>> = [];
	let rest: Promise<void> | null = null;

	function* linesOf(events: Iterable<ReportEvent>): Generator<string> {
		for (const event of events) {
			if (!quiet || isKeptQuiet(event, format)) {
				yield* format === 'json' ? [writeJson(event)] : writePlain(event, messages);
			}
		}
	}

	function nextLine(): string | null {
		for (let lines = waiting[0]; lines !== undefined; lines = waiting[0]) {
			const next = lines.next();

			if (next.done !== true) {
				return next.value;
			}

			waiting.shift();
		}

		return null;
	}

	/** Writes a portion of the waiting lines. Returns true if no line is left and stdout accepts more data. */
	function writePortion(): boolean {
		let line = nextLine();
		let size = 0;
		let isTaken = true;

		if (line !== null) {
			status.aside(() => {
				while (line !== null) {
					size += line.length;
					isTaken = writer.write(line) && isTaken;
					line = size < portionSize ? nextLine() : null;
				}
			});
		}

		return isTaken && size < portionSize;
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
		report(events: Iterable<ReportEvent>) {
			waiting.push(linesOf(events));

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
