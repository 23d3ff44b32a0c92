import type {Writable} from 'node:stream';
import {hasEnded} from '../core/run.ts';
import type {Messages} from '../i18n/messages.ts';
import {writeJson, writePlain} from './event-lines.ts';
import type {WatchEvent} from './event.ts';
import {outputWriter} from './standard-output.ts';

type EventWriterOptions = {
	readonly stdout: Writable;
	readonly format: 'json' | 'plain';
	readonly quiet: boolean;
	readonly messages: Messages;
	/** Called with true to pause polling while the program that reads stdout is slow, with false to continue. */
	readonly hold: (held: boolean) => void;
};

/** Writes events to stdout. Writes all events of a call at once, because a system call costs more than a line. */
export function createEventWriter(options: EventWriterOptions) {
	const {stdout, format, quiet, messages, hold} = options;
	const writer = outputWriter(stdout);
	let isSlow = false;
	let isHeldForever = false;

	async function waitForReader(): Promise<void> {
		isSlow = true;
		hold(true);
		await writer.flush();
		isSlow = false;
		hold(isHeldForever);
	}

	return {
		gone: writer.gone,
		flush: async () => writer.flush(),
		write(events: Iterable<WatchEvent>) {
			const text = [...events]
				.filter(event => !quiet || isKeptQuiet(event, format))
				.flatMap(event => (format === 'json' ? writeJson(event) : writePlain(event, messages)))
				.map(line => `${line}\n`)
				.join('');

			if (text !== '' && !writer.write(text) && !isSlow) {
				void waitForReader();
			}
		},
		holdForever() {
			isHeldForever = true;
			hold(true);
		},
	};
}

/** Returns whether `--quiet` keeps an event: everything but the log as JSON; ends, failures and problems as plain lines. */
export function isKeptQuiet(event: WatchEvent, format: 'json' | 'plain'): boolean {
	if (format === 'json') {
		return event.event !== 'log';
	}

	// A later change of a run that has ended, such as of the cost, is not another end.
	return event.event === 'run'
		? hasEnded(event.run) && (event.before === null || !hasEnded(event.before))
		: ['outputs-cut', 'download-failed', 'error', 'problem', 'alert', 'end'].includes(event.event);
}
