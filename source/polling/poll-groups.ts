import type {Duration} from '../core/time/clock.ts';
import type {Random, IntervalRange} from './poll-interval.ts';

/** More than this would keep a key waiting while their answers are taken in, and come to the service at once. */
const largestGroup = 12;

type Group = {
	/** When its runs are asked, monotonic. */
	readonly due: Duration;
	size: number;
};

/**
 * Healthy runs that are asked in the same moment. To wake up and to send costs more than all that is done with an answer, so a run
 * joins one that is asked anyway within its window, as the kernel does with timers that have slack.
 */
export class PollGroups {
	/** Those with room, by when they were begun. */
	#open: Group[] = [];

	/** When a run is asked that may be asked at any moment of the window; it is chosen by chance where no group is in it. */
	join({min, max}: IntervalRange, now: Duration, random: Random): Duration {
		this.#open = this.#open.filter(({due, size}) => due > now && size < largestGroup);
		let group = this.#open.find(({due}) => min <= due && due <= max);

		if (group === undefined) {
			group = {due: min + (max - min) * random(), size: 0};
			this.#open.push(group);
		}

		group.size += 1;
		return group.due;
	}
}
