import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {secondMs} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import type {Store} from '../../store/store.ts';
import type {Recording} from './recording.ts';
import type {ReplayMove} from './reduce.ts';

const tenths = 10;
const speeds = {min: 0.25, max: 64};

/** The maximum time for which actions are played in a row before other work of the event loop gets a turn. */
const maxTurnMs: Duration = 10;

/** An action counts as due this much before its time, because multiplying by the speed rounds times. */
const rounding: Duration = 0.001;

type PlayerOptions = {
	readonly recording: Recording;
	readonly store: () => Pick<Store, 'dispatch' | 'getState'>;
	readonly realClock: Clock;
	/** A factor of real time; `Infinity` plays without waiting. */
	readonly speed: number;
};

/** Dispatches the actions of a recording to a store, each at its recorded time. Times are since the start of the recording. */
export function createPlayer({recording, store, realClock, speed: firstSpeed}: PlayerOptions) {
	const {steps, started, beginning, length} = recording;
	const end = Promise.withResolvers<void>();
	/** The state of the service at the start of each tenth that was played. It is enough to jump back there. */
	const known: Array<{readonly playedSteps: number; readonly state: State}> = [];
	let playedSteps = 0;
	let speed = firstSpeed;
	let isRunning = false;
	/** The position at the real time `readAt`. */
	let base = beginning;
	let readAt = realClock.monotonic();
	let cancel: Cancel | null = null;

	function position(): Duration {
		return isRunning && Number.isFinite(speed)
			? base + (realClock.monotonic() - readAt) * speed
			: base;
	}

	function setPosition(to: Duration): void {
		base = to;
		readAt = realClock.monotonic();
	}

	function startOf(tenth: number): Duration {
		return beginning + Math.round(((length - beginning) * tenth) / tenths);
	}

	function schedule(): void {
		cancel?.();
		const due = steps[playedSteps]?.at ?? 0;
		const wait = Math.max(0, due - position()) / speed;
		cancel = isRunning ? realClock.after(wait, playDue) : null;
	}

	function playDue(): void {
		const turnEnd = realClock.monotonic() + maxTurnMs;

		while (isRunning && realClock.monotonic() <= turnEnd) {
			const step = steps[playedSteps];

			if (step === undefined) {
				setPosition(length);
				run(false);
				end.resolve();
			} else if (Number.isFinite(speed) && step.at > position() + rounding) {
				break;
			} else {
				base = Number.isFinite(speed) ? base : step.at;
				playUntil(step.at);
			}
		}

		schedule();
	}

	/** Plays all actions up to this time. */
	function playUntil(to: Duration): void {
		for (let step = steps[playedSteps]; step !== undefined && step.at <= to;) {
			while (step.at > startOf(known.length)) {
				known.push({playedSteps, state: store().getState()});
			}

			playedSteps++;
			store().dispatch(step.action);
			step = steps[playedSteps];
		}
	}

	/** Goes to the start of a tenth: forward by playing the actions before it, back by restoring the known state. */
	function goTo(tenth: number): void {
		const to = startOf(tenth);
		const at = started + to;

		if (to >= position()) {
			playUntil(to);
			store().dispatch({type: 'ticked', at});
		} else {
			// Without an entry, no action was played since then.
			const then = known[tenth] ?? {playedSteps, state: store().getState()};
			playedSteps = then.playedSteps;
			store().dispatch({type: 'rewound', at, past: then.state});
		}

		setPosition(to);
		playDue();
	}

	function jump(by: 1 | -1): void {
		const now = position();
		const tenth = Math.floor((tenths * (now - beginning + 1)) / Math.max(1, length - beginning));
		// A second after its start a tenth counts as just begun, so that two jumps back go two tenths.
		const isJustBegun = now - startOf(tenth) < secondMs * speed;
		goTo(Math.max(0, Math.min(tenths, by > 0 ? tenth + 1 : isJustBegun ? tenth - 1 : tenth)));
	}

	function run(running: boolean, newSpeed = speed): void {
		setPosition(position());
		isRunning = running;
		speed = newSpeed;
		const at = started + base;
		store().dispatch({
			type: 'replayChanged',
			at,
			replay: {started, length, speed, paused: !running},
		});
		schedule();
	}

	/** Dispatches actions at the beginning of the recording at once, and each later action at its recorded time. */
	function play(): void {
		playUntil(beginning);
		run(true);
		playDue();
	}

	function move(how: ReplayMove): void {
		const step = steps[playedSteps];

		if (how.kind === 'toggle') {
			// At the end of the recording, the replay starts again.
			if (step === undefined && !isRunning) {
				goTo(0);
			}

			run(!isRunning);
		} else if (how.kind === 'jump') {
			jump(how.by);
		} else if (how.kind === 'speed') {
			run(isRunning, Math.min(speeds.max, Math.max(speeds.min, speed * 2 ** how.by)));
		} else if (step !== undefined) {
			playUntil(step.at);
			setPosition(step.at);
			run(false);
		}
	}

	/**
	 * Stops the replay if `held` is true, otherwise resumes it. `held` is true while the program that reads the standard
	 * output is too slow. Does not change `replay.paused`, which the user controls.
	 */
	function setHeld(held: boolean): void {
		setPosition(position());
		isRunning = !held;
		schedule();
	}

	function stop(): void {
		isRunning = false;
		cancel?.();
	}

	return {
		/** Shows the time of the recording. Its timers keep the pace of the replay. */
		clock: {
			now: () => started + position(),
			monotonic: position,
			after(delay, callback) {
				// While the time stands still, nothing asks for it more than once a second.
				const wait = isRunning ? delay / (Number.isFinite(speed) ? speed : 1) : secondMs;
				return realClock.after(wait, callback);
			},
		} satisfies Clock,
		/** Resolves when the player reaches the end of the recording for the first time. */
		finished: end.promise,
		play,
		move,
		setHeld,
		stop,
	};
}
