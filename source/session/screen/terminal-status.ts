import type {Options} from '../../config/options.ts';
import {hasEnded, isNoLongerPolled, type RunOrderId} from '../../core/run.ts';
import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import type {Messages} from '../../i18n/index.ts';
import {endingText, titleText, type StateGlyphs} from '../../report/run-texts.ts';
import type {State} from '../../store/state.ts';
import type {Store} from '../../store/store.ts';
import {isUserAction} from '../../store/urgency.ts';
import {
	disableFocusReports,
	disableMouseReports,
	enableFocusReports,
	enableMouseReports,
} from '../../terminal/modes.ts';
import {
	notificationSequence,
	progressSequence,
	restoreTitle,
	saveTitle,
	titleSequence,
	type TerminalProgress,
} from '../../terminal/status-sequences.ts';
import type {Terminal} from '../../terminal/terminal.ts';

type TerminalStatusOptions = {
	readonly terminal: Terminal;
	readonly clock: Clock;
	readonly enabled: Options['signals'];
	readonly messages: Messages;
	readonly glyphs: StateGlyphs;
	readonly write: (sequence: string) => void;
};

/** The delay of a notification in milliseconds. Runs that end within this time share one notification. */
const batchMs: Duration = 1000;

const noProgress = progressSequence({kind: 'none'});

/**
 * Shows the runs in the window title, the terminal's progress bar and notifications. Also tells the terminal whether
 * to report mouse events.
 */
export class TerminalStatus {
	readonly #options: TerminalStatusOptions;
	#store: Store | null = null;
	#stops: readonly Cancel[] = [];
	/** The escape sequence of the title that was written last; null while the terminal shows its own title. */
	#title: string | null = null;
	#progress = noProgress;
	#hasMouse = false;
	#isOn = false;
	/**
	 * Whether a focus report, a key press or a click has shown that the window had the focus. Before that, the window
	 * counts as unfocused, because terminals do not report that a window has opened in the background.
	 */
	#hadFocus = false;
	#shownRuns: State['runs'] | null = null;
	/** Runs that ended while the window had no focus. A notification about them will follow. */
	#ended: RunOrderId[] = [];
	#cancelBatch: Cancel = () => {};

	constructor(options: TerminalStatusOptions) {
		this.#options = options;
	}

	attach(store: Store): void {
		this.#store = store;
		this.#stops = [
			store.observe((state, action, previous) => {
				this.#hadFocus ||=
					isUserAction(action) || (action.type === 'windowFocusChanged' && action.focused);
				this.#observe(state, previous);
				this.#setMouse(this.#isOn && state.view.mouse);
			}),
			store.subscribe(() => this.#show()),
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

	/** Returns the escape sequences that restore the title, the progress bar and the mouse; empty if all are restored. */
	restoreSequence(): string {
		const sequences = this.#isOn
			? [
					disableFocusReports,
					this.#progress === noProgress ? '' : noProgress,
					this.#title === null ? '' : restoreTitle,
					this.#hasMouse ? disableMouseReports : '',
				]
			: [];
		this.#isOn = false;
		this.#hasMouse = false;
		this.#title = null;
		this.#progress = noProgress;
		this.#shownRuns = null;
		return sequences.join('');
	}

	#show(): void {
		const {terminal, enabled, glyphs, messages, write} = this.#options;
		const state = this.#store?.getState();

		if (state === undefined || !this.#isOn || state.runs === this.#shownRuns) {
			return;
		}

		this.#shownRuns = state.runs;

		if (enabled.title && terminal.title) {
			const title = titleSequence(titleText(state, glyphs, messages));

			if (title !== this.#title) {
				write(this.#title === null ? saveTitle + title : title);
				this.#title = title;
			}
		}

		if (enabled.progress && terminal.progress) {
			const progress = progressSequence(watchProgress(state.runs));

			if (progress !== this.#progress) {
				write(progress);
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

		// Runs of a replay ended in the past, so they cause no notifications.
		const notifies = isAway && state.replay === null && (enabled.notify || enabled.bell);

		if (!notifies || state.runs === previous.runs) {
			return;
		}

		for (const run of state.runs.values()) {
			const before = previous.runs.get(run.id);

			if (run !== before && hasEnded(run) && before?.execution && !hasEnded(before)) {
				this.#queueNotification(run.id);
			}
		}
	}

	#queueNotification(id: RunOrderId): void {
		this.#ended.push(id);

		if (this.#ended.length === 1) {
			this.#cancelBatch = this.#options.clock.after(batchMs, () => this.#notify());
		}
	}

	#notify(): void {
		const {terminal, enabled, messages, write} = this.#options;
		const runs = this.#store?.getState().runs;
		const ended = this.#ended.flatMap(id => runs?.get(id) ?? []);
		this.#ended = [];

		if (ended.length > 0 && this.#isOn) {
			const protocol = enabled.notify ? terminal.notifications : null;
			write(notificationSequence(endingText(ended, messages), protocol, enabled.bell, terminal));
		}
	}
}

/** Returns the progress bar: the average progress of the runs of this session; `none` if all of them are done. */
function watchProgress(runs: State['runs']): TerminalProgress {
	const watched = [...runs.values()].filter(({samples}) => samples.countsForSession);

	if (watched.every(isNoLongerPolled)) {
		return {kind: 'none'};
	}

	const percents = watched.map(run =>
		hasEnded(run) ? 100 : (run.execution?.progressPercent ?? 0),
	);
	const sum = percents.reduce((total, percent) => total + percent, 0);

	if (sum === 0) {
		return {kind: 'indeterminate'};
	}

	const hasFailed = watched.some(({execution}) => execution?.phase === 'failed');
	return {kind: hasFailed ? 'error' : 'normal', percent: sum / watched.length};
}
