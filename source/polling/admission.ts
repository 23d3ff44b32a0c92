import type {Problem} from '../core/problem.ts';
import type {RequestStatistics, ServiceState} from '../core/service-state.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {patience, type ApiRequest, type Timing} from './api-request.ts';
import {backOff} from './back-off.ts';
import {CircuitBreaker, provesReachable} from './circuit-breaker.ts';
import type {PollerOptions} from './poller-options.ts';
import {maxCommonHold, RateLimiter} from './rate-limiter.ts';

/** A request that the service asked to wait, so many times in a row. */
type Wait = {readonly since: Duration; readonly until: Duration; readonly count: number};

/** If the service refuses all requests, they are tried for at least this time. */
const minRefused: Duration = 60_000;
/** From this mean lateness on, as a share of the patience, a higher rate than the limit is tried. */
const maxLateness = 0.1;
/** The weights of a request in the mean lateness and in the mean latency. */
const latenessWeight = 0.05;
const latencyWeight = 0.1;

/** Decides when requests may be sent, by what the responses show of the service. */
export class Admission {
	readonly #options: PollerOptions;
	readonly #onReachable: (from: Duration) => void;
	readonly #limiter: RateLimiter;
	readonly #breaker = new CircuitBreaker();
	readonly #waits = new Map<string, Wait>();
	/** How late the latest polls were sent on average, as a share of their patience. */
	#lateness = 0;
	#latency: Duration | null = null;
	#sent = 0;
	#refused = 0;

	/** `onReachable` is called when polls that have become late can be sent, from a time on, and no rate limits them. */
	constructor(options: PollerOptions, onReachable: (from: Duration) => void) {
		this.#options = options;
		this.#onReachable = onReachable;
		this.#limiter = new RateLimiter(options.random);
	}

	/** When the rate limit allows the next request. */
	get availableAt(): Duration {
		return this.#limiter.availableAt;
	}

	/** When the next probe may be sent; null while the service is reachable. */
	get probeAt(): Duration | null {
		const {probeAt} = this.#breaker;
		return probeAt === null ? null : Math.max(probeAt, this.availableAt);
	}

	/** The service asked the request to wait until then; 0 if it did not. */
	waitUntil(key: string): Duration {
		return this.#waits.get(key)?.until ?? 0;
	}

	/** A request that was refused twice in a row may have a limit of its own, so it no longer goes before runs in sight. */
	patienceOf({key, rank}: ApiRequest): Duration {
		return (this.#waits.get(key)?.count ?? 0) > 1
			? Math.max(patience.inSight, patience[rank])
			: patience[rank];
	}

	/** Returns when a request that waits will probably be sent. */
	expectedAt({key, due, rank}: ApiRequest): Duration {
		const late = this.#isLimited ? this.#lateness * patience[rank] : 0;
		const allowed = rank === 'asked' ? this.availableAt : (this.probeAt ?? this.availableAt);
		return Math.max(due + late, this.waitUntil(key), allowed);
	}

	/** Whether the service was unreachable, or has refused everything, for longer than `giveUpAfter`. */
	isGivenUp(now: Duration): boolean {
		const {giveUpAfter} = this.#options;
		const {failingSince, probeAt} = this.#breaker;
		const {refusedSince, heldUntil} = this.#limiter;
		const waitUntil = Math.max(now, heldUntil);
		return (
			(giveUpAfter === 0 && heldUntil - now > maxCommonHold) ||
			(probeAt !== null && probeAt - (failingSince ?? probeAt) > giveUpAfter) ||
			waitUntil - (refusedSince ?? waitUntil) > Math.max(giveUpAfter, minRefused)
		);
	}

	state(): ServiceState {
		const {clock} = this.#options;
		const now = clock.monotonic();
		const {rate, heldUntil} = this.#limiter;
		const {availableAt, probeAt} = this;
		const isHeld = heldUntil > now;
		const wall = (moment: Duration): Instant => Math.round(clock.now() - now + moment);
		return {
			ratePerSec: rate === Infinity ? null : rate,
			isLimited: this.#isLimited,
			heldUntil: isHeld ? wall(heldUntil) : null,
			unreachableSince: probeAt === null ? null : wall(this.#breaker.failingSince ?? now),
			nextRequestAt: isHeld || probeAt !== null ? wall(probeAt ?? availableAt) : null,
		};
	}

	statistics(): Pick<RequestStatistics, 'sent' | 'refused' | 'latency'> {
		return {sent: this.#sent, refused: this.#refused, latency: this.#latency};
	}

	onSent({due, rank}: ApiRequest, now: Duration): void {
		if (rank === 'inSight' || rank === 'outOfSight') {
			const late = Math.max(0, now - due) / patience[rank];
			this.#lateness += latenessWeight * (late - this.#lateness);
		}

		this.#sent++;
		this.#limiter.onSent(now, this.#lateness > maxLateness);
	}

	onResponse(key: string, {sentAt, now}: Timing): void {
		const latency = this.#latency ?? now - sentAt;
		this.#latency = latency + latencyWeight * (now - sentAt - latency);
		this.#waits.delete(key);
		this.#limiter.onGranted(sentAt, now);
		this.#close(now);
	}

	onFailure(request: ApiRequest, problem: Problem, timing: Timing): void {
		const {sentAt, now} = timing;
		const isReachable = provesReachable(problem);
		const asksToWait = problem.kind === 'rate-limit' || problem.retryAfter !== null;

		if (asksToWait) {
			this.#wait(request, problem, timing);
		} else {
			this.#waits.delete(request.key);
		}

		if (isReachable === false) {
			this.#breaker.onFailure(sentAt, now, this.#options.random);
		} else if (!asksToWait) {
			this.#limiter.onGranted(sentAt, now);
		}

		if (isReachable === true) {
			this.#close(now);
		}
	}

	/** Forgets the failures, because the machine slept. What is known of the rate limit stays. */
	onWake(): void {
		this.#breaker.close();
	}

	forget(key: string): void {
		this.#waits.delete(key);
	}

	get #isLimited(): boolean {
		return this.#limiter.rate < Infinity && this.#lateness > maxLateness;
	}

	#close(now: Duration): void {
		const wasOpen = this.#breaker.probeAt !== null;
		this.#breaker.close();

		if (wasOpen) {
			this.#onReachable(now);
		}
	}

	/** Notes that the service asked the request to wait. All others wait too, unless others were granted meanwhile. */
	#wait(request: ApiRequest, {kind, retryAfter}: Problem, {sentAt, now}: Timing): void {
		const before = this.#waits.get(request.key);
		const isAlone = before !== undefined && this.#limiter.hasGrantedSince(before.since);
		const count = (before?.count ?? 0) + 1;
		const until = now + (retryAfter ?? 0);
		this.#waits.set(request.key, {since: now, until, count});

		// A first short wait leaves the request its place before those that became due later.
		if (count > 1 || until - now > maxCommonHold) {
			request.due = until + (isAlone ? backOff(count, 0, this.#options.random) : 0);
		}

		if (kind === 'rate-limit') {
			this.#refused++;
		}

		if (!isAlone && kind === 'rate-limit') {
			this.#limiter.onRefused(sentAt, now);
		}

		if (!isAlone && until > now) {
			this.#limiter.hold(sentAt, now, until - now);
		}

		if (this.#limiter.rate === Infinity) {
			this.#onReachable(this.#limiter.heldUntil);
		}
	}
}
