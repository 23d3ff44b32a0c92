import type {Options} from '../../config/options.ts';
import {hasEnded, hasJustEnded, isNoLongerPolled, type RunOrderId} from '../../core/run.ts';
import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {endingText, titleText} from '../../events/run-texts.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {State} from '../../store/state.ts';
import type {Observer, Store} from '../../store/store.ts';
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
import type {Glyphs} from '../../ui/theme/glyphs.ts';

type TerminalStatusOptions = {
	readonly terminal: Terminal;
	readonly clock: Clock;
	readonly enabled: Options['signals'];
	readonly messages: Messages;
	readonly glyphs: Glyphs['phases'];
	readonly write: (sequence: string) => void;
};

/** The delay of a notification in milliseconds. Runs that end within this time share one notification. */
const batchMs: Duration = 1000;

/** For each mode, the sequence that restores what this class has set. */
const resets = {
	focus: disableFocusReports,
	progress: progressSequence({kind: 'none'}),
	title: restoreTitle,
	mouse: disableMouseReports,
} as const;
type Mode = keyof typeof resets;

/**
 * Shows the runs in the window title, the terminal's progress bar and notifications. Also tells the terminal whether
 * to report mouse events.
 */
export class TerminalStatus {
	readonly #options: TerminalStatusOptions;
	/** The sequences in force. Empty while another program has the terminal. */
	readonly #written = new Map<Mode, string>();
	#store: Store | null = null;
	#stops: readonly Cancel[] = [];
	/**
	 * Whether a focus report, a key press or a click has shown that the window had the focus. Before that, the window
	 * counts as unfocused, because terminals do not report that a window has opened in the background.
	 */
	#hadFocus = false;
	/** Runs that ended while the window had no focus. A notification about them will follow. */
	#ended: RunOrderId[] = [];
	#cancelBatch: Cancel = () => {};

	constructor(options: TerminalStatusOptions) {
		this.#options = options;
	}

	attach(store: Store): void {
		this.#store = store;
		this.#stops = [store.observe(this.#observe), store.subscribe(() => this.#show())];
		this.resume();
	}

	suspend(): void {
		this.#options.write(this.restoreSequence());
	}

	resume(): void {
		this.#set('focus', enableFocusReports);
		this.#show();
	}

	stop(): void {
		this.#cancelBatch();
		this.#stops.forEach(stop => stop());
		this.suspend();
	}

	/** Returns the escape sequences that restore the terminal; empty if it is restored. */
	restoreSequence(): string {
		const modes = (Object.keys(resets) as Mode[]).filter(mode => this.#written.has(mode));
		this.#written.clear();
		return modes.map(mode => resets[mode]).join('');
	}

	#show(): void {
		const {terminal, enabled, glyphs, messages} = this.#options;
		const state = this.#store?.getState();

		if (state === undefined || !this.#written.has('focus')) {
			return;
		}

		if (enabled.title && terminal.title) {
			this.#set('title', titleSequence(titleText(state, glyphs, messages)));
		}

		if (enabled.progress && terminal.progress) {
			const progress = watchProgress(state.runs);
			this.#set('progress', progress && progressSequence(progress));
		}

		this.#set('mouse', state.view.mouse ? enableMouseReports : null);
	}

	/** Writes a sequence if it is not in force. Null restores the state before it. */
	#set(mode: Mode, sequence: string | null): void {
		const before = this.#written.get(mode) ?? null;

		if (sequence === before) {
			return;
		}

		if (sequence === null) {
			this.#written.delete(mode);
		} else {
			this.#written.set(mode, sequence);
		}

		const save = mode === 'title' && before === null ? saveTitle : '';
		this.#options.write(save + (sequence ?? resets[mode]));
	}

	readonly #observe: Observer = (state, action, previous) => {
		const {enabled, clock} = this.#options;
		this.#hadFocus ||=
			isUserAction(action) || (action.type === 'windowFocusChanged' && action.focused);
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
			if (hasJustEnded(previous.runs.get(run.id), run)) {
				this.#ended.push(run.id);

				if (this.#ended.length === 1) {
					this.#cancelBatch = clock.after(batchMs, () => this.#notify());
				}
			}
		}
	};

	#notify(): void {
		const {terminal, enabled, messages, write} = this.#options;
		const runs = this.#store?.getState().runs;
		const ended = this.#ended.splice(0).flatMap(id => runs?.get(id) ?? []);

		if (ended.length > 0 && this.#written.has('focus')) {
			const protocol = enabled.notify ? terminal.notifications : null;
			write(notificationSequence(endingText(ended, messages), protocol, enabled.bell, terminal));
		}
	}
}

/** Returns the progress bar: the average progress of the runs of this session; null if all of them are done. */
function watchProgress(runs: State['runs']): TerminalProgress | null {
	const watched = [...runs.values()].filter(({samples}) => samples.countsForSession);

	if (watched.every(isNoLongerPolled)) {
		return null;
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
