import {resolve} from 'node:path';
import type {Options} from '../config/options.ts';
import {canDraw} from '../config/terminal-overrides.ts';
import type {Cancel} from '../core/time/clock.ts';
import type {Messages} from '../i18n/index.ts';
import {isOverBudget} from '../core/money/session-cost.ts';
import {paletteName} from '../store/keys/key-of.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {foundNothing} from '../report/outcome.ts';
import {failureCode, standardOutput} from '../report/standard-output.ts';
import {noStatusLine, statusLine} from '../report/status-line.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {headlessRules} from './headless-rules.ts';
import {downloadsInto} from './open-downloads.ts';
import {reportHeadless} from './headless.ts';
import {leaveNow, leaveSoon} from './leave-now.ts';
import {readIds} from './read-ids.ts';
import {onExitSignal} from './signals.ts';
import type {RunSource} from './source.ts';
import {emptyRegistry} from '../store/command-registry.ts';

/** What a watch without a screen is made of. */
export type HeadlessSession = {
	readonly options: Options;
	readonly messages: Messages;
	readonly source: RunSource;
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
	const {ids, storage: memory} = source;
	const watch = source.open({
		...headlessRules(options),
		size: {columns: 0, rows: 0},
		commands: emptyRegistry,
		system: noHands,
		openDownloads: downloadsInto(resolve(options.download ?? '.')),
		keeping: options.download !== null,
		budget: options.budget,
		onBug: failure.reject,
		onRecordingStopped(why) {
			warn(messages.record.stopped(cleanName(why)));
		},
		onRemark(notice) {
			warn(messages.screen.notice(notice, paletteName));
		},
	});

	function warn(sentence: string): void {
		status.aside(() => {
			stderr.write(`chenyu-top: ${sentence}\n`);
		});
	}

	for (const notice of source.warnings) {
		warn(messages.screen.notice(notice, paletteName));
	}

	// Machines get the event; this is for people, once for each outage. The plain lines have the sentence.
	watch.store.observe((state, action, previous) => {
		if (
			options.mode === 'json' &&
			((action.type === 'listFailed' && previous.discovery?.trouble === null) ||
				(action.type === 'denied' && previous.denied === null && state.runs.size === 0))
		) {
			warn(messages.problem.ofList(action.problem));
		}
	});
	watch.store.observe((state, _action, previous) => {
		const {sessionCost: ledger, budget} = state;

		if (
			ledger !== previous.sessionCost &&
			budget !== null &&
			isOverBudget(ledger.spent, budget) &&
			!isOverBudget(previous.sessionCost.spent, budget)
		) {
			warn(
				messages.screen.notice({kind: 'budget-passed', spent: ledger.spent, budget}, paletteName),
			);
		}
	});
	watch.store.observe((state, action) => {
		const hasEnded = action.type === 'watchEnded' && action.ending.reason === 'gave-up';
		const wasRead = state.discovery?.trouble === null && state.denied === null;

		if (hasEnded && wasRead && foundNothing(state)) {
			warn(messages.report.noRuns);
		}
	});
	const stopRemembering = memory.attach(watch.store, trouble => {
		warn(messages.storage.trouble(trouble));
	});

	let allEnded: Cancel = () => {};

	try {
		const exitCode = await Promise.race([
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
				askOnce: options.once || source.askedOnce,
				allowEmpty: options.allowEmpty,
				timeout: options.timeout,
				stdout: standardOutput(),
				stdoutFailed(error) {
					warn(messages.usage.stdoutFailed(cleanName(failureCode(error))));
				},
				status,
				onSignal: callback => onExitSignal(process, callback),
				abandon(code) {
					leaveNow(code);
				},
			}),
		]);
		allEnded = leaveSoon(exitCode);
		return exitCode;
	} finally {
		await Promise.all([watch.stop(), stopRemembering()]);
		allEnded();
	}
}

/** Without a screen no key is pressed, so nothing is ever asked of the hands. */
const noHands = {
	open: unasked,
	copy: unasked,
	copyFailure: unasked,
	copyLog: unasked,
	saveLog: unasked,
	pageLog: unasked,
	leave: unasked,
	suspend: unasked,
	redraw: unasked,
	restyle: unasked,
};

function unasked(): never {
	throw new Error('An effect of the screen was asked for where there is no screen.');
}
