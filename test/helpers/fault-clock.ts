import type {Clock} from '../../source/core/time/clock.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';

/** A clock that runs faster than real time by a factor. */
export function fastClock(factor: number): Clock {
	const start = systemClock.now();
	const began = systemClock.monotonic();
	const passed = (): number => (systemClock.monotonic() - began) * factor;
	return {
		now: () => start + passed(),
		monotonic: passed,
		after: (delay, callback) => systemClock.after(delay / factor, callback),
	};
}
