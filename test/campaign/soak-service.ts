import type {RunClient} from '../../source/api/http-client.ts';
import type {ApiError} from '../../source/api/errors/api-error.ts';
import {HttpError} from '../../source/api/errors/http-error.ts';
import {MalformedError} from '../../source/api/errors/malformed-error.ts';
import {NetworkError} from '../../source/api/errors/network-error.ts';
import {RateLimitError} from '../../source/api/errors/rate-limit-error.ts';
import {TimeoutError} from '../../source/api/errors/timeout-error.ts';
import type {ExecutionResponse} from '../../source/core/execution.ts';
import type {Chance} from '../helpers/fault-chance.ts';
import type {FakeClock} from '../helpers/fake-clock.ts';
import {entry, execution} from '../helpers/values.ts';

/** So many questions in a hundred come to nothing. */
const faulty = 0.01;
/** Of a log of so many entries each answer tells the last ones. */
const longestLog = 500;
const window = 60;
/** A new entry comes with one answer in so many. */
const entryEvery = 40;
/** So often the service is out of reach for a while, in milliseconds of the watch. */
const betweenOutages = 1_800_000;
const outage = 180_000;
/** What says that the service is out of reach; a broken answer may come from anybody. */
const outOfReach: ReadonlySet<string> = new Set(['network', 'timeout', 'http']);
/** After so many failures in a row one question at a time is asked. */
const failuresUntilProbing = 5;

/** A service without a wire, that fails now and then and whose logs have windows. */
export class SoakService implements RunClient {
	clock: FakeClock | null = null;
	requested = 0;
	failed = 0;
	overlaps = 0;
	maxAtOnce = 0;
	/** Questions that were asked beside a probe. */
	besidesProbes = 0;
	#failuresInRow = 0;
	#probes = 0;
	readonly answered = new Map<string, number>();
	readonly #chance: Chance;
	readonly #logs = new Map<string, string[]>();
	readonly #last = new Map<string, ExecutionResponse>();
	readonly #underWay = new Set<string>();

	constructor(chance: Chance) {
		this.#chance = chance;
	}

	logOf(id: string): readonly string[] {
		return this.#logs.get(id) ?? [];
	}

	async execution(id: string): Promise<ExecutionResponse> {
		this.overlaps += this.#underWay.has(id) ? 1 : 0;
		this.#underWay.add(id);
		this.maxAtOnce = Math.max(this.maxAtOnce, this.#underWay.size);
		this.requested++;
		this.answered.set(id, (this.answered.get(id) ?? 0) + 1);

		const isProbe = this.#failuresInRow >= failuresUntilProbing;
		this.besidesProbes += isProbe ? this.#probes : 0;
		this.#probes += isProbe ? 1 : 0;

		try {
			await this.#passing(this.#chance.between(0, 3) * 40);
			const isOut = (this.clock?.monotonic() ?? 0) % betweenOutages > betweenOutages - outage;

			if (isOut || this.#chance.happens(faulty)) {
				const failure = isOut ? new NetworkError({detail: 'ENETUNREACH'}) : this.#failure();
				this.failed++;
				this.#failuresInRow += outOfReach.has(failure.kind) ? 1 : 0;
				throw failure;
			}

			this.#failuresInRow = 0;
			return this.#response(id);
		} finally {
			this.#probes -= isProbe ? 1 : 0;
			this.#underWay.delete(id);
		}
	}

	async workflow() {
		return {title: null, outputKinds: new Map()};
	}

	async list() {
		return {orders: [], count: 0, total: 0};
	}

	async info(): Promise<never> {
		throw new NetworkError({detail: 'nobody asks'});
	}

	async close() {}

	/** The same answer again where nothing new came, as the client gives it. */
	#response(id: string): ExecutionResponse {
		const log = this.#logs.get(id) ?? [];
		const last = this.#last.get(id);
		this.#logs.set(id, log);

		if (
			last !== undefined &&
			(log.length === longestLog || !this.#chance.happens(1 / entryEvery))
		) {
			return last;
		}

		log.push(`step ${log.length}`);
		const response = {
			execution: execution({progressPercent: log.length / longestLog}),
			logs: log.slice(-window).map(message => entry(message)),
		};
		this.#last.set(id, response);
		return response;
	}

	#failure(): ApiError {
		return this.#chance.pick([
			new NetworkError({detail: 'ECONNRESET'}),
			new TimeoutError({detail: 'too late'}),
			new HttpError({detail: 'HTTP 502', httpStatus: 502}),
			new MalformedError({detail: 'HTML'}),
			new RateLimitError({detail: 'HTTP 429', retryAfter: 3000}),
		]);
	}

	async #passing(duration: number): Promise<void> {
		const {promise, resolve} = Promise.withResolvers<undefined>();
		this.clock?.after(duration, () => {
			resolve(undefined);
		});
		await promise;
	}
}
