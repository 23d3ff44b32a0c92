import type {Options} from '../config/options.ts';
import {canDraw} from '../config/terminal-wishes.ts';
import type {Messages} from '../messages/index.ts';
import {systemClock} from '../poll/system-clock.ts';
import {noStatusLine, statusLine} from '../report/status-line.ts';
import {cleanName} from '../terminal/sanitize.ts';
import {headlessRules} from './headless-rules.ts';
import {reportHeadless} from './headless.ts';
import {readIds} from './read-ids.ts';
import {onExitSignal} from './signals.ts';
import type {Source} from './source.ts';

/** What a watch without a screen is made of. */
export type HeadlessSession = {
	readonly options: Options;
	readonly messages: Messages;
	readonly source: Source;
	readonly version: string;
};

/** Watches on standard output, with ids from standard input where that was asked for; gives the exit code. */
export async function watchWithoutScreen({
	options,
	messages,
	source,
	version,
}: HeadlessSession): Promise<number> {
	const {stdin, stdout, stderr, env} = process;
	const failure = Promise.withResolvers<never>();
	// On a terminal that shows the events themselves, machine-readable lines are left alone.
	const isSeen = stderr.isTTY && canDraw(env) && !(options.mode === 'json' && stdout.isTTY);
	const status = isSeen ? statusLine(stderr) : noStatusLine;
	const {ids, memory} = source;
	const watch = source.open({
		...headlessRules(options),
		size: {columns: 0, rows: 0},
		helpLength: 0,
		hands: noHands,
		onBug: failure.reject,
		onRecordingStopped(why) {
			warn(messages.record.stopped(cleanName(why)));
		},
	});

	function warn(sentence: string): void {
		status.aside(() => {
			stderr.write(`chenyu-top: ${sentence}\n`);
		});
	}

	// Nothing in the report is about the list of runs, so it is said beside it, once for each outage.
	watch.store.observe((_state, action, {discovery}) => {
		if (action.type === 'list-failed' && discovery?.trouble === null) {
			warn(messages.problem.sentence(action.problem));
		}
	});
	const stopRemembering = memory.attach(watch.store, trouble => {
		warn(messages.memory.trouble(trouble));
	});

	try {
		return await Promise.race([
			failure.promise,
			reportHeadless({
				watch,
				clock: systemClock,
				face: options.mode === 'json' ? 'json' : 'plain',
				messages,
				version,
				ids,
				moreIds: options.idsFromInput
					? {
							start: ended =>
								readIds(stdin, {
									add: watch.add,
									warn(trouble) {
										warn(messages.input.trouble(trouble));
									},
									ended,
								}),
							complain() {
								warn(messages.input.noIds);
							},
						}
					: null,
				until: options.once ? 'once' : options.until,
				timeout: options.timeout,
				stdout,
				status,
				onSignal: callback => onExitSignal(process, callback),
				abandon(exitCode) {
					process.exit(exitCode);
				},
			}),
		]);
	} finally {
		await watch.stop();
		await stopRemembering();
	}
}

/** Without a screen no key is pressed, so nothing is ever asked of the hands. */
const noHands = {
	open: unasked,
	copy: unasked,
	copyLog: unasked,
	saveLog: unasked,
	pageLog: unasked,
	leave: unasked,
	suspend: unasked,
	redraw: unasked,
};

function unasked(): never {
	throw new Error('An effect of the screen was asked for where there is no screen.');
}
