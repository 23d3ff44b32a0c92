import type {SignalSettings} from '../config/options.ts';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {isDone, type Run, type RunOrderId} from '../core/run.ts';
import {isFinal} from '../core/execution.ts';
import type {Messages} from '../i18n/index.ts';
import {endingText, titleText, type StateGlyphs} from '../report/terminal-status-texts.ts';
import {isUserAction} from '../store/is-user-action.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import type {Environment} from '../terminal/environment.ts';
import {disableFocusReports, enableFocusReports} from '../terminal/modes.ts';
import {disableMouseReports, enableMouseReports} from '../terminal/input/mouse.ts';
import {notificationSequence, notificationProtocol} from '../terminal/notification.ts';
import {supportsProgress, progressSequence, type TerminalProgress} from '../terminal/progress.ts';
import {saveTitle, supportsTitle, restoreTitle, titleSequence} from '../terminal/title.ts';

export type TerminalStatusOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	readonly enabled: SignalSettings;
	readonly messages: Messages;
	readonly glyphs: StateGlyphs;
	readonly write: (sequence: string) => void;
};

/** Runs that end within this time share a notification. */
const batchMs: Duration = 1000;

const noProgress = progressSequence({kind: 'none'});

/**
 * The window title, the terminal's own progress bar, mouse reports, and a notification when a run ends while the window
 * has no focus. Writes only changes, and can restore the terminal at any time.
 */
export class TerminalStatus {
	readonly #options: TerminalStatusOptions;
	readonly #hasTitle: boolean;
	readonly #hasProgress: boolean;
	#store: Pick<Store, 'getState' | 'observe' | 'subscribe'> | null = null;
	#stops: readonly Cancel[] = [];
	/** The last sequences; null while the terminal shows its own title and progress. */
	#title: string | null = null;
	#progress: string | null = null;
	#hasMouse = false;
	#isOn = false;
	/** Terminals report only changes of the focus, so a window that opened in the background has reported nothing. */
	#hadFocus = false;
	/** Runs that were running during this session. The progress bar shows only their progress. */
	readonly #live = new Set<RunOrderId>();
	#shownRuns: State['runs'] | null = null;
	/** Runs that ended without the focus and have no notification yet. */
	#ended: RunOrderId[] = [];
	#cancelBatch: Cancel = () => {};

	constructor(options: TerminalStatusOptions) {
		const {env, enabled} = options;
		this.#options = options;
		this.#hasTitle = enabled.title && supportsTitle(env);
		this.#hasProgress = enabled.progress && supportsProgress(env);
	}

	attach(store: Pick<Store, 'getState' | 'observe' | 'subscribe'>): void {
		this.#store = store;
		this.#stops = [
			store.observe((state, action, previous) => {
				this.#hadFocus ||=
					isUserAction(action) || (action.type === 'windowFocusChanged' && action.focused);
				this.#observe(state, previous);
				this.#setMouse(this.#isOn && state.view.mouse);
			}),
			store.subscribe(() => {
				this.#show();
			}),
		];
		this.resume();
	}

	suspend(): void {
		this.#options.write(this.restoreSequence());
	}

	resume(): void {
		this.#isOn = true;
		this.#options.write(enableFocusReports);
		this.#show();
		this.#setMouse(this.#store?.getState().view.mouse === true);
	}

	stop(): void {
		this.#cancelBatch();
		this.#stops.forEach(stop => stop());
		this.suspend();
	}

	/** Returns the output that restores the terminal; empty if it is restored. */
	restoreSequence(): string {
		const sequences = this.#isOn
			? [
					disableFocusReports,
					this.#progress === null || this.#progress === noProgress ? '' : noProgress,
					this.#title === null ? '' : restoreTitle,
					this.#hasMouse ? disableMouseReports : '',
				]
			: [];
		this.#isOn = false;
		this.#hasMouse = false;
		this.#title = null;
		this.#progress = null;
		this.#shownRuns = null;
		return sequences.join('');
	}

	#show(): void {
		const state = this.#store?.getState();

		if (state === undefined || !this.#isOn || state.runs === this.#shownRuns) {
			return;
		}

		this.#shownRuns = state.runs;

		if (this.#hasTitle) {
			const title = titleSequence(titleText(state, this.#options.glyphs, this.#options.messages));

			if (title !== this.#title) {
				this.#options.write(this.#title === null ? saveTitle + title : title);
				this.#title = title;
			}
		}

		if (this.#hasProgress) {
			const progress = progressSequence(progressOf(state.runs, this.#live));

			if (progress !== (this.#progress ?? noProgress)) {
				this.#options.write(progress);
				this.#progress = progress;
			}
		}
	}

	#setMouse(isOn: boolean): void {
		if (isOn !== this.#hasMouse) {
			this.#hasMouse = isOn;
			this.#options.write(isOn ? enableMouseReports : disableMouseReports);
		}
	}

	#observe(state: State, previous: State): void {
		const {enabled} = this.#options;
		const isAway = (state.view.windowBlurred || !this.#hadFocus) && !state.view.notificationsOff;

		if (!isAway) {
			this.#ended = [];
			this.#cancelBatch();
		}

		if (state.runs === previous.runs) {
			return;
		}

		// The runs of a replay ended long ago.
		const notifies = isAway && state.replay === null && (enabled.notify || enabled.bell);

		for (const run of state.runs.values()) {
			const before = previous.runs.get(run.id);

			if (run === before || run.execution === null) {
				continue;
			}

			if (!isFinal(run.execution.phase)) {
				this.#live.add(run.id);
			} else if (notifies && isRunning(before)) {
				this.#queueNotification(run.id);
			}
		}
	}

	#queueNotification(id: RunOrderId): void {
		this.#ended.push(id);

		if (this.#ended.length === 1) {
			this.#cancelBatch = this.#options.clock.after(batchMs, () => {
				this.#notify();
			});
		}
	}

	#notify(): void {
		const {env, enabled, messages, write} = this.#options;
		const runs = this.#store?.getState().runs;
		const ended = this.#ended.flatMap(id => runs?.get(id) ?? []);
		this.#ended = [];

		if (ended.length > 0 && this.#isOn) {
			const protocol = enabled.notify ? notificationProtocol(env) : null;
			write(notificationSequence(endingText(ended, messages), protocol, enabled.bell, env));
		}
	}
}

function isRunning(run: Run | undefined): boolean {
	const execution = run?.execution ?? null;
	return execution !== null && !isFinal(execution.phase);
}

/** Returns the average progress of the live runs; none if all have ended. */
function progressOf(runs: State['runs'], live: ReadonlySet<RunOrderId>): TerminalProgress {
	const watched = [...live].flatMap(id => runs.get(id) ?? []);

	if (watched.every(isDone)) {
		return {kind: 'none'};
	}

	const percents = watched.map(({execution}) =>
		execution !== null && isFinal(execution.phase) ? 100 : (execution?.progressPercent ?? 0),
	);
	const sum = percents.reduce((total, percent) => total + percent, 0);

	if (sum === 0) {
		return {kind: 'indeterminate'};
	}

	const hasFailed = watched.some(({execution}) => execution?.phase === 'failed');
	return {kind: hasFailed ? 'error' : 'normal', percent: sum / watched.length};
}
