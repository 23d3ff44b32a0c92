import type {Duration} from '../core/time/clock.ts';
import {background} from './api-request.ts';
import type {PollerOptions} from './poller-options.ts';
import type {Polls} from './polls.ts';
import {ranks} from './request-queue.ts';
import type {Scheduler} from './scheduler.ts';

const minGap: Duration = 60_000;

/** Requests `GET /balance/info`. Ends for good if the account may not ask. */
export function createBalanceLookup(options: PollerOptions, scheduler: Scheduler, polls: Polls) {
	const {clock, dispatch} = options;
	let isOn = false;
	let isLookedAt = false;
	let sentAt: Duration | null = null;

	function isWanted(): boolean {
		// Not before the first response, so that a service that rejects the key or is unreachable gets no further request.
		return sentAt === null
			? scheduler.service.state().latency !== null
			: isLookedAt || polls.live().length > 0;
	}

	function put(due: Duration): void {
		scheduler.put({
			...background,
			rank: ranks.rest,
			key,
			due,

			send(client, signal) {
				sentAt = clock.monotonic();
				return client.balance(signal);
			},
			onResponse(balance) {
				dispatch({type: 'balanceLoaded', at: clock.now(), balance});
			},
			onFailure({kind}) {
				isOn = kind !== 'forbidden' && kind !== 'not-found';
				dispatch({type: 'balanceLoaded', at: clock.now(), balance: null});
			},
		});
	}

	return {
		start() {
			isOn = true;
		},
		setLookedAt(value: boolean) {
			isLookedAt = value;
		},
		/** Schedules the next request, if it is wanted, and none is scheduled or under way. */
		plan(now: Duration) {
			if (isOn && !scheduler.isScheduled(key) && isWanted()) {
				put(sentAt === null ? now : Math.max(now, sentAt + minGap));
			}
		},
	};
}

const key = 'balance';
