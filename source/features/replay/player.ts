import type {Cancel, Duration} from '../../core/time/clock.ts';
import type {Replay, ReplayMove} from './state.ts';
import type {Store} from '../../store/store.ts';
import {serverStateOf} from './server-state.ts';
import type {Recording} from './recording/recording.ts';
import {ReplayTimeline} from './timeline.ts';
import type {VirtualClock} from './virtual-clock.ts';

export type PlayerOptions = {
	readonly recording: Recording;
	readonly store: Pick<Store, 'dispatch' | 'getState'>;
	/** The clock of the replay. It must start at the time of the first recorded action. */
	readonly clock: VirtualClock;
	readonly speed: number;
};

/** Dispatches the actions of a recording to a store, each at its recorded time. */
export class Player {
	/** Resolves when the player reaches the end of the recording for the first time. */
	readonly finished: Promise<void>;
	readonly #recording: Recording;
	readonly #store: PlayerOptions['store'];
	readonly #clock: VirtualClock;
	readonly #speed: number;
	readonly #timeline: ReplayTimeline;
	readonly #end: () => void;
	#playedSteps = 0;
	#cancel: Cancel | null = null;

	constructor({recording, store, clock, speed}: PlayerOptions) {
		const end = Promise.withResolvers<void>();
		this.finished = end.promise;
		this.#end = end.resolve;
		this.#recording = recording;
		this.#store = store;
		this.#clock = clock;
		this.#speed = speed;
		this.#timeline = new ReplayTimeline(recording);
	}

	/** Dispatches actions at the beginning of the recording at once, and each later action at its recorded time. */
	play(): void {
		while (
			(this.#recording.steps[this.#playedSteps]?.at ?? Infinity) <= this.#recording.beginning
		) {
			this.#playStep();
		}

		this.#run(true);
		this.#schedule();
	}

	move(move: ReplayMove): void {
		switch (move.kind) {
			case 'toggle': {
				// If the replay has reached the end of the recording, `toggle` starts it again from the beginning.
				if (!this.#clock.running && this.#playedSteps === this.#recording.steps.length) {
					this.#seek(this.#recording.beginning);
				}

				this.#run(!this.#clock.running);
				return;
			}

			case 'seek': {
				this.#seek(this.#position + move.by);
				return;
			}

			case 'step': {
				const step = this.#recording.steps[this.#playedSteps];

				if (step !== undefined) {
					this.#run(false);
					this.#seek(step.at);
				}
			}
		}
	}

	/**
	 * Stops the replay if `held` is true, otherwise resumes it. `held` is true while the program that reads the standard
	 * output is too slow. Does not change `replay.paused`, which the user controls.
	 */
	setHeld(held: boolean): void {
		this.#clock.run(!held && this.#playedSteps < this.#recording.steps.length);
	}

	stop(): void {
		this.#cancel?.();
		this.#clock.run(false);
	}

	get #position(): Duration {
		return this.#clock.now() - this.#recording.started;
	}

	#seek(position: Duration): void {
		const {started, beginning, length} = this.#recording;
		const target = Math.max(beginning, Math.min(position, length));
		this.#playedSteps = this.#recording.stepsUntil(target);
		this.#clock.jump(started + target);
		this.#store.dispatch({
			type: 'rewound',
			at: started + target,
			serverState: this.#timeline.stateAfter(this.#playedSteps),
		});
		this.#schedule();
	}

	#schedule(): void {
		this.#cancel?.();
		this.#cancel = null;
		const step = this.#recording.steps[this.#playedSteps];

		if (step === undefined) {
			this.#run(false);
			this.#end();
			return;
		}

		this.#cancel = this.#clock.after(step.at - this.#position, () => {
			this.#playStep();
			this.#schedule();
		});
	}

	#playStep(): void {
		const action = this.#recording.action(this.#playedSteps);
		this.#playedSteps++;

		if (action !== null) {
			this.#store.dispatch(action);
			this.#timeline.addKeyframe(this.#playedSteps, serverStateOf(this.#store.getState()));
		}
	}

	#run(running: boolean): void {
		const {started, length} = this.#recording;
		const replay: Replay = {started, length, speed: this.#speed, paused: !running};
		this.#clock.run(running);
		this.#store.dispatch({type: 'replayChanged', at: this.#clock.now(), replay});
	}
}
