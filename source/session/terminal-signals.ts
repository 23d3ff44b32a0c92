import type {SignalOverrides} from '../config/options.ts';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {isDone, type Run, type RunOrderId} from '../core/run.ts';
import {isFinal} from '../core/execution.ts';
import type {Messages} from '../i18n/index.ts';
import {endingText, titleText, type StateGlyphs} from '../report/signal-texts.ts';
import {isUserAction} from '../store/is-user-action.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import type {Environment} from '../terminal/environment.ts';
import {disableFocusReports, enableFocusReports} from '../terminal/input/focus.ts';
import {notificationSequence, notificationProtocol} from '../terminal/notification.ts';
import {supportsProgress, progressSequence, type TerminalProgress} from '../terminal/progress.ts';
import {saveTitle, supportsTitle, restoreTitle, titleSequence} from '../terminal/title.ts';

export type TerminalSignalsOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	readonly wishes: SignalOverrides;
	readonly messages: Messages;
	readonly glyphs: StateGlyphs;
	/** Writes to the terminal. */
	readonly write: (sequence: string) => void;
};

/** Runs that end within it are told of together. */
const batch: Duration = 1000;

const noProgress = progressSequence({kind: 'none'});

/**
 * What the program tells around its screen: the window's title, the terminal's own progress bar, and a notification when
 * a run ends while nobody looks. It reads the store as the screen does, writes only what has changed, and can put
 * everything back at any moment.
 */
export class TerminalSignals {
	readonly #options: TerminalSignalsOptions;
	readonly #hasTitle: boolean;
	readonly #hasProgress: boolean;
	#store: Pick<Store, 'getState' | 'observe' | 'subscribe'> | null = null;
	#stops: readonly Cancel[] = [];
	/** What the terminal shows now; null while it is as it was found. */
	#title: string | null = null;
	#progress: string | null = null;
	#isOn = false;
	/** Whether the window had the focus once. It reports only changes: one that opened in the background reports nothing. */
	#hadFocus = false;
	/** Runs that were going on while they were watched: the bar is about them. */
	readonly #live = new Set<RunOrderId>();
	/** The runs for which the bar was made last; it is made anew only for others. */
	#measured: State['runs'] | null = null;
	/** Runs that ended while nobody looked and are still to be told of. */
	#ended: RunOrderId[] = [];
	#cancelBatch: Cancel = () => {};

	constructor(options: TerminalSignalsOptions) {
		const {env, wishes} = options;
		this.#options = options;
		this.#hasTitle = wishes.title && supportsTitle(env);
		this.#hasProgress = wishes.progress && supportsProgress(env);
	}

	/** Begins to tell of the store's runs. */
	attach(store: Pick<Store, 'getState' | 'observe' | 'subscribe'>): void {
		this.#store = store;
		this.#stops = [
			store.observe((state, action, previous) => {
				this.#hadFocus ||=
					isUserAction(action) || (action.type === 'windowFocusChanged' && action.focused);
				this.#observe(state, previous);
			}),
			store.subscribe(() => {
				this.#show();
			}),
		];
		this.wake();
	}

	/** Puts the terminal back, before it is given away. */
	rest(): void {
		this.#options.write(this.ending());
	}

	/** When the terminal is ours again. */
	wake(): void {
		this.#isOn = true;
		this.#options.write(enableFocusReports);
		this.#show();
	}

	/** Ends it all; the terminal is as it was found. */
	stop(): void {
		this.#cancelBatch();
		this.#stops.forEach(stop => stop());
		this.rest();
	}

	/** What puts the terminal back; nothing where that was done. */
	ending(): string {
		const sequences = this.#isOn
			? [
					disableFocusReports,
					this.#progress === null || this.#progress === noProgress ? '' : noProgress,
					this.#title === null ? '' : restoreTitle,
				]
			: [];
		this.#isOn = false;
		this.#title = null;
		this.#progress = null;
		this.#measured = null;
		return sequences.join('');
	}

	#show(): void {
		const state = this.#store?.getState();

		if (state === undefined || !this.#isOn || state.runs === this.#measured) {
			return;
		}

		this.#measured = state.runs;

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

	#observe(state: State, previous: State): void {
		if (!this.#isAway(state) || state.view.silent) {
			this.#ended = [];
			this.#cancelBatch();
		}

		if (state.runs === previous.runs) {
			return;
		}

		for (const run of state.runs.values()) {
			const before = previous.runs.get(run.id);

			if (run === before || run.execution === null) {
				continue;
			}

			if (!isFinal(run.execution.phase)) {
				this.#live.add(run.id);
			} else if (this.#live.has(run.id) && isGoingOn(before)) {
				this.#report(run.id, state);
			}
		}
	}

	#isAway({view}: State): boolean {
		return view.away || !this.#hadFocus;
	}

	#report(id: RunOrderId, state: State): void {
		// What ends in a recording ended long ago.
		if (
			!this.#isAway(state) ||
			state.view.silent ||
			state.replay !== null ||
			(!this.#options.wishes.notify && !this.#options.wishes.bell)
		) {
			return;
		}

		this.#ended.push(id);

		if (this.#ended.length === 1) {
			this.#cancelBatch = this.#options.clock.after(batch, () => {
				this.#notify();
			});
		}
	}

	#notify(): void {
		const {env, wishes, messages, write} = this.#options;
		const runs = this.#store?.getState().runs;
		const ended = this.#ended.flatMap(id => runs?.get(id) ?? []);
		this.#ended = [];

		if (ended.length > 0 && this.#isOn) {
			const way = wishes.notify ? notificationProtocol(env) : null;
			write(notificationSequence(endingText(ended, messages), way, wishes.bell, env));
		}
	}
}

function isGoingOn(run: Run | undefined): boolean {
	const execution = run?.execution ?? null;
	return execution !== null && !isFinal(execution.phase);
}

/** How far those runs are all together that were going on while they were watched; nothing when none is any more. */
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
