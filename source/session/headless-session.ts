import {resolve} from 'node:path';
import type {Options} from '../config/options.ts';
import {canDraw} from '../config/terminal-overrides.ts';
import {isOverBudget} from '../core/money/session-cost.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Cancel} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Notice} from '../store/notice.ts';
import type {Messages} from '../i18n/index.ts';
import {foundNothing} from '../report/outcome.ts';
import {failureCode, standardOutput} from '../report/standard-output.ts';
import {noStatusLine, statusLine} from '../report/status-line.ts';
import {emptyRegistry} from '../store/command-registry.ts';
import {paletteName} from '../store/keys/key-of.ts';
import type {Store} from '../store/store.ts';
import {signalExitCodes} from '../terminal/guard.ts';
import {exitAfterGrace, exitNow} from './exit-now.ts';
import {downloadsInto} from './output-services.ts';
import {readIds} from './read-ids.ts';
import {headlessRules, reportHeadless} from './report-headless.ts';
import type {RunSource} from './run-source.ts';

export type HeadlessSessionOptions = {
	readonly options: Options;
	readonly messages: Messages;
	readonly source: RunSource;
	readonly version: string;
};

/** Reports a watch on standard output, for `--plain` and `--json`. Resolves to the exit code. */
export async function watchHeadless({
	options,
	messages,
	source,
	version,
}: HeadlessSessionOptions): Promise<number> {
	const {stdin, stdout, stderr, env} = process;
	const failure = Promise.withResolvers<never>();
	const isJson = options.mode === 'json';
	// A status line would mix with JSON lines on the same terminal.
	const hasStatus = stderr.isTTY && canDraw(env) && !(isJson && stdout.isTTY);
	const status = hasStatus ? statusLine(stderr) : noStatusLine;
	const watch = source.open({
		...headlessRules(options),
		size: {columns: 0, rows: 0},
		commands: emptyRegistry,
		system: noSystem,
		openDownloads: downloadsInto(resolve(options.download ?? '.')),
		downloadAll: options.download !== null,
		budget: options.budget,
		onBug: failure.reject,
		onRecordingStopped(why) {
			warn(messages.record.stopped(cleanName(why)));
		},
		onWarning: warnOf,
	});

	function warn(sentence: string): void {
		status.aside(() => {
			stderr.write(`chenyu-top: ${sentence}\n`);
		});
	}

	function warnOf(notice: Notice): void {
		warn(messages.notice(notice, paletteName));
	}

	source.warnings.forEach(warnOf);

	if (isJson) {
		warnOfListProblems(watch.store, messages, warn);
	}

	warnOfBudget(watch.store, warnOf);
	warnOfNoRuns(watch.store, messages, warn);
	const stopSaving = source.storage.attach(watch.store, problem => {
		warnOf({kind: 'storage', problem});
	});
	let cancelExit: Cancel = () => {};

	try {
		const exitCode = await Promise.race([
			failure.promise,
			reportHeadless({
				watch,
				clock: systemClock,
				format: isJson ? 'json' : 'plain',
				messages,
				version,
				ids: source.ids,
				moreIds: options.idsFromInput
					? {
							start: ended =>
								readIds(stdin, {
									add: watch.add,
									warn: warnOf,
									ended,
								}),
							reportNone() {
								warn(messages.input.noIds);
							},
						}
					: null,
				until: options.once ? 'once' : options.until,
				pollOnce: options.once || source.polledOnce,
				allowEmpty: options.allowEmpty,
				timeout: options.timeout,
				stdout: standardOutput(),
				stdoutFailed(error) {
					warn(messages.usage.stdoutFailed(cleanName(failureCode(error))));
				},
				status,
				onSignal: onExitSignal,
				exitNow(code) {
					exitNow(code);
				},
			}),
		]);
		cancelExit = exitAfterGrace(exitCode);
		return exitCode;
	} finally {
		await Promise.all([watch.stop(), stopSaving()]);
		cancelExit();
	}
}

/** Warns once for each outage of the run list. With `--plain` the report has the sentence. */
function warnOfListProblems(
	store: Pick<Store, 'observe'>,
	{problem}: Messages,
	warn: (sentence: string) => void,
): void {
	store.observe((state, action, previous) => {
		if (
			(action.type === 'listFailed' && previous.discovery?.failure === null) ||
			(action.type === 'denied' && previous.denied === null && state.runs.size === 0)
		) {
			warn(problem.ofList(action.problem));
		}
	});
}

function warnOfBudget(store: Pick<Store, 'observe'>, warn: (notice: Notice) => void): void {
	store.observe(({sessionCost, budget}, _action, previous) => {
		if (
			sessionCost !== previous.sessionCost &&
			budget !== null &&
			isOverBudget(sessionCost.spent, budget) &&
			!isOverBudget(previous.sessionCost.spent, budget)
		) {
			warn({kind: 'budget-passed', spent: sessionCost.spent, budget});
		}
	});
}

function warnOfNoRuns(
	store: Pick<Store, 'observe'>,
	{report}: Messages,
	warn: (sentence: string) => void,
): void {
	store.observe((state, action) => {
		const gaveUp = action.type === 'watchEnded' && action.result.reason === 'gave-up';
		const wasListed = state.discovery?.failure === null && state.denied === null;

		if (gaveUp && wasListed && foundNothing(state)) {
			warn(report.noRuns);
		}
	});
}

/** Calls back instead of ending the process, so that the last lines can be written. */
function onExitSignal(callback: (exitCode: number) => void): Cancel {
	const stops = Object.entries(signalExitCodes).map(([signal, exitCode]) => {
		const listener = () => {
			callback(exitCode);
		};
		process.on(signal, listener);
		return () => process.off(signal, listener);
	});
	return () => {
		stops.forEach(stop => stop());
	};
}

/** Effects that only keys cause. A session without a screen reads no keys. */
const noSystem = {
	open: unused,
	copy: unused,
	copyFailure: unused,
	copyLog: unused,
	saveLog: unused,
	pageLog: unused,
	leave: unused,
	suspend: unused,
	redraw: unused,
	setAppearance: unused,
};

function unused(): never {
	throw new Error('effect of a key without a screen');
}
