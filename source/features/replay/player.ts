import type {Cancel, Duration} from '../../core/time/clock.ts';
import type {Store} from '../../store/store.ts';
import type {Recording} from './recording/recording.ts';
import {serverStateOf, type ServerState} from './server-state.ts';
import type {ReplayMove} from './state.ts';
import type {VirtualClock} from './virtual-clock.ts';

const tenths = 10;
const speeds = {min: 0.25, max: 64};

type PlayerOptions = {
	readonly recording: Recording;
	readonly store: Pick<Store, 'dispatch' | 'getState'>;
	/** The clock of the replay. It must start at the time of the first recorded action. */
	readonly clock: VirtualClock;
	readonly speed: number;
};

/** Dispatches the actions of a recording to a store, each at its recorded time. */
export function createPlayer({recording, store, clock, speed: firstSpeed}: PlayerOptions) {
	const {steps, started, beginning, length} = recording;
	const end = Promise.withResolvers<void>();
	/** What was known at the start of each tenth that was played: a jump back needs nothing else. */
	const known: Array<{readonly playedSteps: number; readonly serverState: ServerState}> = [];
	let playedSteps = 0;
	let speed = firstSpeed;
	let cancel: Cancel | null = null;

	function startOf(tenth: number): Duration {
		return beginning + Math.round(((length - beginning) * tenth) / tenths);
	}

	function schedule(): void {
		cancel?.();
		cancel = null;
		const step = steps[playedSteps];

		if (step === undefined) {
			run(false);
			end.resolve();
			return;
		}

		cancel = clock.after(step.at - (clock.now() - started), () => {
			playUntil(step.at);
			schedule();
		});
	}

	/** Plays all actions up to this time, which is since the start of the recording. */
	function playUntil(to: Duration): void {
		for (let step = steps[playedSteps]; step !== undefined && step.at <= to;) {
			while (step.at > startOf(known.length)) {
				known.push({playedSteps, serverState: serverStateOf(store.getState())});
			}

			playedSteps++;
			store.dispatch(step.action);
			step = steps[playedSteps];
		}
	}

	/** Goes to the start of a tenth: forward by playing what comes before it, back by what was known there. */
	function goTo(tenth: number): void {
		const at = started + startOf(tenth);

		if (at >= clock.now()) {
			playUntil(startOf(tenth));
			clock.jump(at);
			store.dispatch({type: 'ticked', at});
		} else {
			// Without an entry, no action was played since then.
			const then = known[tenth] ?? {playedSteps, serverState: serverStateOf(store.getState())};
			playedSteps = then.playedSteps;
			clock.jump(at);
			store.dispatch({type: 'rewound', at, serverState: then.serverState});
		}

		schedule();
	}

	function jump(by: 1 | -1): void {
		const position = clock.now() - started;
		const tenth = Array.from({length: tenths}, (_, index) => startOf(index + 1)).filter(
			at => at <= position,
		).length;
		// A second after its start a tenth counts as just begun, so that two jumps back go two tenths.
		const isJustBegun = position - startOf(tenth) < 1000 * speed;
		goTo(Math.max(0, Math.min(tenths, by > 0 ? tenth + 1 : isJustBegun ? tenth - 1 : tenth)));
	}

	function run(running: boolean): void {
		clock.run(running, speed);
		store.dispatch({
			type: 'replayChanged',
			at: clock.now(),
			replay: {started, length, speed, paused: !running},
		});
	}

	return {
		/** Resolves when the player reaches the end of the recording for the first time. */
		finished: end.promise,
		/** Dispatches actions at the beginning of the recording at once, and each later action at its recorded time. */
		play(): void {
			playUntil(beginning);
			run(true);
			schedule();
		},
		move(move: ReplayMove): void {
			const step = steps[playedSteps];

			if (move.kind === 'toggle') {
				// At the end of the recording, the replay starts again.
				if (step === undefined && !clock.running) {
					goTo(0);
				}

				run(!clock.running);
			} else if (move.kind === 'jump') {
				jump(move.by);
			} else if (move.kind === 'speed') {
				speed = Math.min(speeds.max, Math.max(speeds.min, speed * 2 ** move.by));
				run(clock.running);
			} else if (step !== undefined) {
				playUntil(step.at);
				clock.jump(started + step.at);
				run(false);
				schedule();
			}
		},
		/**
		 * Stops the replay if `held` is true, otherwise resumes it. `held` is true while the program that reads the standard
		 * output is too slow. Does not change `replay.paused`, which the user controls.
		 */
		setHeld(held: boolean): void {
			clock.run(!held && playedSteps < steps.length, speed);
		},
		stop(): void {
			cancel?.();
			clock.run(false, speed);
		},
	};
}
