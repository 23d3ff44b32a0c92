import type {RunClient} from '../api/client.ts';
import type {Options} from '../config/options.ts';
import {canDraw} from '../config/terminal-wishes.ts';
import type {Duration} from '../domain/clock.ts';
import type {RunOrderId} from '../domain/run.ts';
import type {Messages} from '../messages/index.ts';
import {patience} from '../poll/poller.ts';
import {systemClock} from '../poll/system-clock.ts';
import {noStatusLine, statusLine} from '../report/status-line.ts';
import {reportHeadless} from './headless.ts';
import {readIds} from './read-ids.ts';
import {onExitSignal} from './signals.ts';
import {createWatch} from './watch.ts';

/** What a watch without a screen is made of. */
export type HeadlessSession = {
	readonly options: Options;
	readonly messages: Messages;
	readonly client: RunClient;
	readonly ids: readonly RunOrderId[];
	readonly version: string;
};

/** With `--once` no run is asked a second time, however long it takes to ask all of them. */
const never: Duration = 24 * 3_600_000;

/** Watches on standard output, with ids from standard input where that was asked for; gives the exit code. */
export async function watchWithoutScreen({
	options,
	messages,
	client,
	ids,
	version,
}: HeadlessSession): Promise<number> {
	const {stdin, stdout, stderr, env} = process;
	const {once} = options;
	const failure = Promise.withResolvers<never>();
	const status = stderr.isTTY && canDraw(env) ? statusLine(stderr) : noStatusLine;
	const watch = createWatch({
		client,
		clock: systemClock,
		ids,
		interval: once ? never : options.interval,
		concurrency: options.concurrency,
		giveUpAfter: once ? 0 : patience,
		size: {columns: 0, rows: 0},
		helpLength: 0,
		hands: noHands,
		onBug: failure.reject,
	});

	function warn(sentence: string): void {
		status.aside(() => {
			stderr.write(`chenyu-top: ${sentence}\n`);
		});
	}

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
				until: once ? 'once' : options.until,
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
