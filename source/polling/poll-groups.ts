import type {Duration} from '../core/time/clock.ts';
import type {Random, IntervalRange} from './poll-interval.ts';

/**
 * The maximum number of polls in a group. The responses of a larger group would delay a key press, and its requests
 * would reach the service as a burst.
 */
const maxGroupSize = 12;

type Group = {
	readonly due: Duration;
	size: number;
};

/**
 * Groups polls of runs without failures, so that they are sent together: waking up and sending costs more than
 * processing a response. Each poll has a range of allowed times, and joins a group that is due in this range.
 */
export class PollGroups {
	#open: Group[] = [];

	/**
	 * Returns the time at which to send a poll that may be sent from `min` to `max`. It is the time of a group in this
	 * range, or a random time, which starts a new group.
	 */
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
