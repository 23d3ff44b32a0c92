import TinyQueue from 'tinyqueue';
import type {Duration} from '../core/time/clock.ts';

/**
 * The classes of requests. A lower number goes first. Only requests of the class `last` can starve: they are sent if no
 * other is due.
 */
export const ranks = {
	requested: 0,
	selected: 1,
	inSight: 2,
	changed: 3,
	rest: 4,
	last: 5,
} as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

export type QueuedRequest = {
	readonly key: string;
	/** The request is not sent before this time. */
	readonly due: Duration;
	readonly rank: Rank;
	/** When the run was last heard of; null before its first response, and for a request that is no poll. */
	readonly respondedAt: Duration | null;
};

const order = Object.values(ranks);
const {requested, inSight, changed, rest} = ranks;
/** The rank that goes first in each of eight turns, so that the requests of higher ranks never starve a low one but `last`. */
const turns = [requested, inSight, requested, changed, requested, inSight, requested, rest];

/**
 * The requests that wait to be sent, at most one for each key. Of those that are due, the ones of the first rank go
 * first, and among them the one with the oldest response.
 */
export class RequestQueue<Request extends QueuedRequest> {
	readonly #waiting = new Map<string, Request>();
	// A request stays in these queues after it was replaced or removed, and is skipped when it is first.
	readonly #sleeping = order.map(() => new TinyQueue<Request>([], byDue));
	readonly #ready = order.map(() => new TinyQueue<Request>([], byAge));
	#turn = 0;

	put(request: Request): void {
		this.#waiting.set(request.key, request);
		this.#sleeping[request.rank]?.push(request);
	}

	remove(key: string): void {
		this.#waiting.delete(key);
	}

	get(key: string): Request | undefined {
		return this.#waiting.get(key);
	}

	/** Returns how many requests are due. Looks at each request, so it is only for occasional reports. */
	countDue(now: Duration): number {
		return [...this.#waiting.values()].filter(({due}) => due <= now).length;
	}

	/** Removes and returns the request to send now; null if none of the ranks that may be sent is due. */
	next(now: Duration, maySend: (rank: Rank) => boolean): Request | null {
		const favored = turns[this.#turn % turns.length] ?? requested;

		for (const rank of [requested, favored, ...order].filter(maySend)) {
			this.#wakeUp(rank, now);
			const found = this.#first(this.#ready[rank]);

			if (found !== undefined) {
				this.#turn++;
				this.#waiting.delete(found.key);
				return found;
			}
		}

		return null;
	}

	/** Returns the request of the first rank that is due first, even if it is not due yet. */
	earliest(maySend: (request: Request) => boolean): Request | null {
		const [first = null] = [...this.#waiting.values()]
			.filter(maySend)
			.sort((a, b) => a.rank - b.rank || byDue(a, b));
		return first;
	}

	/** Returns the earliest time at which a request of these ranks is due; Infinity if none waits. */
	firstDue(maySend: (rank: Rank) => boolean): Duration {
		const queues = order.filter(maySend).flatMap(rank => [this.#sleeping[rank], this.#ready[rank]]);
		return Math.min(...queues.map(queue => this.#first(queue)?.due ?? Infinity));
	}

	#wakeUp(rank: Rank, now: Duration): void {
		const sleeping = this.#sleeping[rank];
		let first = this.#first(sleeping);

		while (first !== undefined && first.due <= now) {
			sleeping?.pop();
			this.#ready[rank]?.push(first);
			first = this.#first(sleeping);
		}
	}

	#first(queue: TinyQueue<Request> | undefined): Request | undefined {
		let first = queue?.peek();

		while (first !== undefined && this.#waiting.get(first.key) !== first) {
			queue?.pop();
			first = queue?.peek();
		}

		return first;
	}
}

function byDue(a: QueuedRequest, b: QueuedRequest): number {
	return a.due - b.due;
}

function byAge(a: QueuedRequest, b: QueuedRequest): number {
	return a.respondedAt === b.respondedAt
		? byDue(a, b)
		: (a.respondedAt ?? -Infinity) - (b.respondedAt ?? -Infinity);
}
