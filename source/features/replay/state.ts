import type {Duration, Instant} from '../../core/time/clock.ts';

/** The state of the replay. Its position in the recording is `state.now - started`. */
export type Replay = {
	readonly started: Instant;
	readonly length: Duration;
	/** The speed as a factor of real time. `Infinity` means that the replay does not wait between actions. */
	readonly speed: number;
	readonly paused: boolean;
};

/**
 * `toggle` pauses or resumes; `jump` goes to the next or the previous tenth of the recording; `step` plays the next
 * recorded action and pauses; `speed` doubles or halves the speed.
 */
export type ReplayMove =
	{readonly kind: 'toggle' | 'step'} | {readonly kind: 'jump' | 'speed'; readonly by: 1 | -1};
