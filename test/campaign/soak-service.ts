import {ApiError} from '../../source/api/errors.ts';
import type {RunClient} from '../../source/api/http-client.ts';
import type {ExecutionResponse} from '../../source/core/execution.ts';
import type {Clock} from '../../source/core/time/clock.ts';
import type {Chance} from '../helpers/fault-chance.ts';
import {entry, execution} from '../helpers/values.ts';

/** The share of failing requests. */
const faultRate = 0.01;
const maxLogLength = 500;
/** A response has only this many entries, the last ones of the log. */
const window = 60;
/** The average number of responses per new entry. */
const responsesPerEntry = 40;
/** Each interval ends with an outage. Both are in milliseconds of the fake clock. */
const outageInterval = 1_800_000;
const outageDuration = 180_000;
const unreachable: ReadonlySet<string> = new Set(['network', 'timeout', 'http']);
/** After this many failures in a row, the program sends only one request at a time, as a probe (circuit breaker). */
const failuresUntilProbing = 5;

/**
 * A simulated service, without a network. Requests fail at random and during outages. A response has only the newest
 * entries of the log.
 */
export class SoakService implements RunClient {
	readonly origin = 'http://127.0.0.1';
	requested = 0;
	failed = 0;
	overlaps = 0;
	maxAtOnce = 0;
	/**
	 * The number of requests that were sent while a probe was in flight (see `failuresUntilProbing`). Should be 0.
	 */
	besidesProbes = 0;
	#failuresInRow = 0;
	#probes = 0;
	readonly answered = new Map<string, number>();
	readonly #chance: Chance;
	readonly #clock: Clock;
	readonly #logs = new Map<string, string[]>();
	readonly #last = new Map<string, ExecutionResponse>();
	readonly #inFlight = new Set<string>();

	constructor(chance: Chance, clock: Clock) {
		this.#chance = chance;
		this.#clock = clock;
	}

	logOf(id: string): readonly string[] {
		return this.#logs.get(id) ?? [];
	}

	async execution(id: string): Promise<ExecutionResponse> {
		this.overlaps += this.#inFlight.has(id) ? 1 : 0;
		this.#inFlight.add(id);
		this.maxAtOnce = Math.max(this.maxAtOnce, this.#inFlight.size);
		this.requested++;
		this.answered.set(id, (this.answered.get(id) ?? 0) + 1);

		const isProbe = this.#failuresInRow >= failuresUntilProbing;
		this.besidesProbes += isProbe ? this.#probes : 0;
		this.#probes += isProbe ? 1 : 0;

		try {
			await this.#wait(this.#chance.between(0, 3) * 40);
			const isOut = this.#clock.monotonic() % outageInterval > outageInterval - outageDuration;

			if (isOut || this.#chance.happens(faultRate)) {
				const failure = isOut ? new ApiError('network', {detail: 'ENETUNREACH'}) : this.#failure();
				this.failed++;
				this.#failuresInRow += unreachable.has(failure.kind) ? 1 : 0;
				throw failure;
			}

			this.#failuresInRow = 0;
			return this.#response(id);
		} finally {
			this.#probes -= isProbe ? 1 : 0;
			this.#inFlight.delete(id);
		}
	}

	async workflow() {
		return {title: null, outputKinds: new Map()};
	}

	async list() {
		return {orders: [], count: 0, total: 0};
	}

	async info(): Promise<never> {
		throw new ApiError('network', {detail: 'never requested'});
	}

	async balance(): Promise<never> {
		throw new ApiError('network', {detail: 'never requested'});
	}

	reconnect() {}

	async close() {}

	/** Returns the identical response if nothing is new, like the real client. */
	#response(id: string): ExecutionResponse {
		const log = this.#logs.get(id) ?? [];
		const last = this.#last.get(id);
		this.#logs.set(id, log);

		if (
			last !== undefined &&
			(log.length === maxLogLength || !this.#chance.happens(1 / responsesPerEntry))
		) {
			return last;
		}

		log.push(`step ${log.length}`);
		const response = {
			execution: execution({progressPercent: log.length / maxLogLength}),
			logs: log.slice(-window).map(message => entry(message)),
		};
		this.#last.set(id, response);
		return response;
	}

	#failure(): ApiError {
		return this.#chance.pick([
			new ApiError('network', {detail: 'ECONNRESET'}),
			new ApiError('timeout', {detail: 'too late'}),
			new ApiError('http', {detail: 'HTTP 502', httpStatus: 502}),
			new ApiError('malformed', {detail: 'HTML'}),
			new ApiError('rate-limit', {detail: 'HTTP 429', retryAfter: 3000}),
		]);
	}

	async #wait(duration: number): Promise<void> {
		const {promise, resolve} = Promise.withResolvers<void>();
		this.#clock.after(duration, resolve);
		await promise;
	}
}
