import type {Duration} from '../core/time/clock.ts';
import type {Random, IntervalRange} from './poll-interval.ts';

/** Larger groups would delay a key while their responses are processed, and reach the service as a burst. */
const maxGroupSize = 12;

type Group = {
	readonly due: Duration;
	size: number;
};

/**
 * Polls of healthy runs that are sent together. Waking up and sending costs more than processing a response, so a poll joins a
 * group whose moment is within its allowed range, like kernel timers with slack.
 */
export class PollGroups {
	/** Groups that are not full, oldest first. */
	#open: Group[] = [];

	/** Returns the due time of a poll that may be sent at any moment of the range. Without a matching group it is random. */
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
