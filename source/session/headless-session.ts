import {resolve} from 'node:path';
import type {SessionContext} from '../config/parse-options.ts';
import {systemClock} from '../core/time/clock.ts';
import {standardOutput} from '../events/standard-output.ts';
import {newLowBalance, newOverBudget} from '../features/money/state.ts';
import {maxPolledRuns} from '../polling/discovery.ts';
import {endTimeoutMs, patientTimeoutMs} from '../storage/storage.ts';
import {paletteName} from '../store/keys/key-of.ts';
import type {Notice} from '../store/notice.ts';
import type {Observer} from '../store/store.ts';
import {onExitSignal, signalExitCodes} from '../terminal/guard.ts';
import {exitNow} from '../terminal/platform.ts';
import {openSession} from './open-session.ts';
import {headlessRules, writeEvents} from './write-events.ts';

/** Watches runs without a screen. Resolves to the exit code. */
export async function watchHeadless(context: SessionContext): Promise<number> {
	const {options, messages, version} = context;
	const {stdin, stderr} = process;
	const bug = Promise.withResolvers<never>();
	const isJson = options.mode === 'json';
	const session = await openSession(context, {
		...headlessRules(options),
		size: {columns: 0, rows: 0},
		downloadFolder: resolve(options.download ?? '.'),
		tracksBalance: options.lowBalance !== null,
		onBug: bug.reject,
	});
	const {notifier} = session;

	function warn(sentence: string): void {
		stderr.write(`chenyu-top: ${sentence}\n`);
	}

	function showNotice(notice: Notice): void {
		warn(messages.notice(notice, paletteName));
	}

	const warnAboutChange: Observer = (state, action, previous) => {
		const {discovery, denied, runs} = state;
		const isNewListProblem =
			(action.type === 'listFailed' && previous.discovery?.failure === null) ||
			(action.type === 'denied' && previous.denied === null && runs.size === 0);

		// The output of `--plain` already has this sentence.
		if (isNewListProblem && isJson) {
			warn(messages.problem.ofList(action.problem));
		}

		if (discovery !== null && discovery.left > 0 && previous.discovery?.left === 0) {
			warn(messages.events.runsLeft(discovery.left, maxPolledRuns));
		}

		const overBudget = newOverBudget(state, previous);
		const lowBalance = newLowBalance(state, previous);

		if (overBudget !== null) {
			showNotice({kind: 'budget-passed', ...overBudget});
		}

		if (lowBalance !== null) {
			showNotice({kind: 'low-balance', ...lowBalance});
		}

		if (action.type === 'noticeShown') {
			showNotice(action.notice);
		}

		const gaveUp = action.type === 'watchEnded' && action.result.reason === 'gave-up';

		if (gaveUp && denied === null && runs.size === 0) {
			if (options.replay !== null) {
				warn(messages.events.emptyRecording);
			} else if (discovery?.failure === null) {
				warn(messages.events.noRuns);
			}
		}
	};

	session.warnings.forEach(showNotice);
	session.store.observe(warnAboutChange);
	let exitCode: number | null = null;

	try {
		exitCode = await Promise.race([
			bug.promise,
			writeEvents({
				watch: session,
				clock: systemClock,
				options,
				messages,
				version,
				ids: session.ids,
				polledOnce: session.polledOnce,
				idInput: options.idsFromInput ? stdin : null,
				stdout: standardOutput(),
				warn,
				onSignal: onExitSignal,
				exitNow,
			}),
		]);
		const stopListening = onExitSignal(notifier.abort);
		await notifier.close();
		stopListening();
		return exitCode;
	} finally {
		const wasInterrupted = Object.values<number | null>(signalExitCodes).includes(exitCode);
		session.stopSaving(wasInterrupted ? endTimeoutMs : patientTimeoutMs);
		await session.stop();
	}
}
