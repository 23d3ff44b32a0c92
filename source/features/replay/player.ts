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
	/** Stands at the recording's start. */
	readonly clock: VirtualClock;
	readonly speed: number;
};

/** Plays a recording into a store: what was recorded happens again, each at its time. */
export class Player {
	/** Resolves when the recording has come to its end for the first time. */
	readonly finished: Promise<void>;
	readonly #recording: Recording;
	readonly #store: PlayerOptions['store'];
	readonly #clock: VirtualClock;
	readonly #speed: number;
	readonly #timeline: ReplayTimeline;
	/** By the action: how many steps are over with it. */
	readonly #stepsWith = new WeakMap<Action, number>();
	readonly #end: () => void;
	/** Steps that are over. */
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
			const steps = this.#stepsWith.get(action);

			if (steps !== undefined) {
				this.#timeline.addKeyframe(steps, serverStateOf(state));
			}
		});
	}

	/** Begins. What happened in the recording's first moment happens at once. */
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
				// From the end it begins anew.
				if (!this.#clock.running && this.#done === this.#recording.steps.length) {
					this.#go(this.#recording.beginning);
				}

				this.#run(!this.#clock.running);
				return;
			}

			case 'seek': {
				this.#go(this.#position + move.by);
				return;
			}

			case 'step': {
				const step = this.#recording.steps[this.#done];

				if (step !== undefined) {
					this.#run(false);
					this.#go(step.at);
				}
			}
		}
	}

	/** Stands still, or goes on, without saying so: for a reader that is slow. */
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

	/** Goes to a moment, back or forth. */
	#go(position: Duration): void {
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
			this.#stepsWith.set(action, this.#done);
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
