import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import {textPieces} from '../core/text/text-pieces.ts';
import type {Messages} from '../i18n/index.ts';
import type {ReportEvent} from './event.ts';
import {jsonPieces} from './json.ts';
import {writePlain} from './plain.ts';
import {isKeptQuiet} from './quiet.ts';
import {reportWriter} from './report-writer.ts';
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
 * Writes events to stdout in portions, because a response can contain a million log entries or an output of 60 MB. Each
 * portion waits until the previous one is read. Waiting events are in memory, so pause polling when `hold` is called
 * with true.
 */
export function createEventReporter({
	stdout,
	format,
	quiet,
	messages,
	status,
	hold,
}: EventReporterOptions) {
	const writer = reportWriter(stdout);
	// In a terminal, the status line would be drawn within a line that is not yet whole.
	const pieceSize = (stdout as {isTTY?: boolean}).isTTY === true ? Infinity : portionSize;
	let holding: 'no' | 'yes' | 'for-good' = 'no';
	let waiting: Array<Iterator<string>> = [];
	let rest: Promise<void> | null = null;

	/** Yields the lines of events with their newlines. A long line is yielded in pieces. */
	function* piecesOf(events: Iterable<ReportEvent>): Generator<string> {
		for (const event of events) {
			if (quiet && !isKeptQuiet(event, format)) {
				continue;
			}

			if (format === 'json') {
				yield* jsonPieces(event, pieceSize);
			} else {
				for (const line of writePlain(event, messages)) {
					yield* textPieces(`${line}\n`, pieceSize);
				}
			}
		}
	}

	function nextPiece(): string | null {
		for (let pieces = waiting[0]; pieces !== undefined; pieces = waiting[0]) {
			const next = pieces.next();

			if (next.done !== true) {
				return next.value;
			}

			waiting.shift();
		}

		return null;
	}

	/** Writes a portion of the waiting lines. Returns true if no line is left and stdout accepts more data. */
	function writePortion(): boolean {
		let piece = nextPiece();
		let size = 0;
		let isTaken = true;

		if (piece !== null) {
			status.aside(() => {
				while (piece !== null) {
					size += piece.length;
					isTaken = writer.write(piece) && isTaken;
					piece = size < portionSize ? nextPiece() : null;
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
			waiting.push(piecesOf(events));

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
