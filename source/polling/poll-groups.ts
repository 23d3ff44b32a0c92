import type {Duration} from '../core/time/clock.ts';
import type {Random, IntervalRange} from './poll-interval.ts';

/** The responses of a larger group would delay a key press, and its requests would reach the service as a burst. */
const maxGroupSize = 12;

type Group = {
	readonly due: Duration;
	size: number;
};

/** Groups polls, so that they are sent together: waking up and sending costs more than processing a response. */
export class PollGroups {
	#open: Group[] = [];

	/** Returns the time of a group from `min` to `max`, or else a random time in this range, which starts a new group. */
	join({min, max}: IntervalRange, now: Duration, random: Random): Duration {
		this.#open = this.#open.filter(({due, size}) => due > now && size < maxGroupSize);
		let group = this.#open.find(({due}) => min <= due && due <= max);

		if (group === undefined) {
			group = {due: min + (max - min) * random(), size: 0};
			this.#open.push(group);
		}

		group.size += 1;
		return group.due;
	}
}
