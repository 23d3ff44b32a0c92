import type {SavedState} from '../../core/saved-state.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';

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

/** The parts of the state that come from the service. A jump back restores only them and the run profiles. */
export const serverParts = [
	'runs',
	'workflows',
	'orders',
	'sessionCost',
	'quotes',
	'balance',
	'discovery',
	'denied',
] as const satisfies ReadonlyArray<keyof State>;

export type ServerParts = Pick<State, (typeof serverParts)[number]>;
export type ServerState = ServerParts & Pick<SavedState, 'runProfiles'>;
