import type {Cancel, Duration} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {ReplayMove} from './state.ts';
import type {Replay} from './state.ts';
import type {Store} from '../../store/store.ts';
import {serverStateOf} from './server-state.ts';
import type {Recording} from './recording/recording.ts';
import {ReplayTimeline} from './timeline.ts';
import type {VirtualClock} from './virtual-clock.ts';

export type PlayerOptions = {
	readonly recording: Recording;
	readonly store: Pick<Store, 'dispatch' | 'observe'>;
	/** Set to the recording's start. */
	readonly clock: VirtualClock;
	readonly speed: number;
};

/** Dispatches a recording's actions to a store, each at its time. */
export class Player {
	/** Resolves at the first arrival at the end. */
	readonly finished: Promise<void>;
	readonly #recording: Recording;
	readonly #store: PlayerOptions['store'];
	readonly #clock: VirtualClock;
	readonly #speed: number;
	readonly #timeline: ReplayTimeline;
	/** Steps done after each dispatched action. */
	readonly #stepsAfter = new WeakMap<Action, number>();
	readonly #end: () => void;
	/** Number of played steps. */
	#done = 0;
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
		store.observe((state, action) => {
			const steps = this.#stepsAfter.get(action);

			if (steps !== undefined) {
				this.#timeline.addKeyframe(steps, serverStateOf(state));
			}
		});
	}

	/** Starts. Steps of the first moment are played at once. */
	play(): void {
		while ((this.#recording.steps[this.#done]?.at ?? Infinity) <= this.#recording.beginning) {
			this.#playStep();
		}

		this.#run(true);
		this.#schedule();
	}

	move(move: ReplayMove): void {
		switch (move.kind) {
			case 'toggle': {
				// At the end, play from the beginning again.
				if (!this.#clock.running && this.#done === this.#recording.steps.length) {
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
				const step = this.#recording.steps[this.#done];

				if (step !== undefined) {
					this.#run(false);
					this.#seek(step.at);
				}
			}
		}
	}

	/** Pauses or resumes without changing `replay.paused`, for a slow consumer of the output. */
	setHeld(held: boolean): void {
		this.#clock.run(!held && this.#done < this.#recording.steps.length);
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
		this.#done = this.#recording.stepsUntil(target);
		this.#clock.jump(started + target);
		this.#store.dispatch({
			type: 'rewound',
			at: started + target,
			serverState: this.#timeline.stateAfter(this.#done),
		});
		this.#schedule();
	}

	#schedule(): void {
		this.#cancel?.();
		this.#cancel = null;
		const step = this.#recording.steps[this.#done];

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
		const action = this.#recording.action(this.#done);
		this.#done++;

		if (action !== null) {
			this.#stepsAfter.set(action, this.#done);
			this.#store.dispatch(action);
		}
	}

	#run(running: boolean): void {
		const {started, length} = this.#recording;
		const replay: Replay = {started, length, speed: this.#speed, paused: !running};
		this.#clock.run(running);
		this.#store.dispatch({type: 'replayChanged', at: this.#clock.now(), replay});
	}
}
