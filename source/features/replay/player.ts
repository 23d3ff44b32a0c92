import type {Cancel, Duration} from '../../core/time/clock.ts';
import type {Store} from '../../store/store.ts';
import type {Recording} from './recording/recording.ts';
import {serverStateOf} from './server-state.ts';
import type {Replay, ReplayMove} from './state.ts';
import {ReplayTimeline} from './timeline.ts';
import type {VirtualClock} from './virtual-clock.ts';

type PlayerOptions = {
	readonly recording: Recording;
	readonly store: Pick<Store, 'dispatch' | 'getState'>;
	/** The clock of the replay. It must start at the time of the first recorded action. */
	readonly clock: VirtualClock;
	readonly speed: number;
};

/** Dispatches the actions of a recording to a store, each at its recorded time. */
export function createPlayer({recording, store, clock, speed}: PlayerOptions) {
	const {steps, started, beginning, length} = recording;
	const timeline = new ReplayTimeline(recording);
	const end = Promise.withResolvers<void>();
	let playedSteps = 0;
	let cancel: Cancel | null = null;

	function position(): Duration {
		return clock.now() - started;
	}

	function seek(to: Duration): void {
		const target = Math.max(beginning, Math.min(to, length));
		const at = started + target;
		playedSteps = steps.findLastIndex(step => step.at <= target) + 1;
		clock.jump(at);
		store.dispatch({type: 'rewound', at, serverState: timeline.stateAfter(playedSteps)});
		schedule();
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

		cancel = clock.after(step.at - position(), () => {
			playStep();
			schedule();
		});
	}

	function playStep(): void {
		const action = steps[playedSteps]?.action() ?? null;
		playedSteps++;

		if (action !== null) {
			store.dispatch(action);
			timeline.addKeyframe(playedSteps, serverStateOf(store.getState()));
		}
	}

	function run(running: boolean): void {
		const replay: Replay = {started, length, speed, paused: !running};
		clock.run(running);
		store.dispatch({type: 'replayChanged', at: clock.now(), replay});
	}

	return {
		/** Resolves when the player reaches the end of the recording for the first time. */
		finished: end.promise,
		/** Dispatches actions at the beginning of the recording at once, and each later action at its recorded time. */
		play(): void {
			while ((steps[playedSteps]?.at ?? Infinity) <= beginning) {
				playStep();
			}

			run(true);
			schedule();
		},
		move(move: ReplayMove): void {
			switch (move.kind) {
				case 'toggle':
					// If the replay has reached the end of the recording, `toggle` starts it again from the beginning.
					if (!clock.running && playedSteps === steps.length) {
						seek(beginning);
					}

					run(!clock.running);
					return;
				case 'seek':
					seek(position() + move.by);
					return;
				case 'step': {
					const step = steps[playedSteps];

					if (step !== undefined) {
						run(false);
						seek(step.at);
					}
				}
			}
		},
		/**
		 * Stops the replay if `held` is true, otherwise resumes it. `held` is true while the program that reads the standard
		 * output is too slow. Does not change `replay.paused`, which the user controls.
		 */
		setHeld(held: boolean): void {
			clock.run(!held && playedSteps < steps.length);
		},
		stop(): void {
			cancel?.();
			clock.run(false);
		},
	};
}
