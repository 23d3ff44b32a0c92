import type {Duration} from '../core/time/clock.ts';
import type {Random} from './back-off.ts';

/**
 * The maximum number of polls that are sent together. With more polls, the service would receive a burst of requests.
 * Handling so many responses at once would also delay the reaction to a key press.
 */
const maxGroupSize = 12;

type IntervalRange = {readonly min: Duration; readonly max: Duration};

type Group = {
	readonly due: Duration;
	size: number;
};

/** Groups polls, so that they are sent together: waking up and sending costs more than processing a response. */
export class PollGroups {
	#open: Group[] = [];

	/**
	 * Returns the time at which a poll is sent. The poll joins a group that is due from `min` to `max`. If there is
	 * none, it starts a new group, which is due at a random time in this range.
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
