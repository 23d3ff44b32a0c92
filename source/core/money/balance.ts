import {appendSample, changeOf, type Sample} from '../forecast/samples.ts';
import type {SecondsRange} from '../forecast/seconds-range.ts';
import type {Duration, Instant} from '../time/clock.ts';
import {minuteMs} from '../time/duration.ts';
import {addMoney, compareMoney, type Money} from './money.ts';

/** What the account has left: its prepaid balance and its prepaid compute cards. */
export type Balance = {readonly prepaid: Money; readonly cards: Money};

/** The whole balance in CNY, oldest first. The numbers are inexact: they are for rates, not for sums. */
export type BalanceSamples = readonly Sample[];

const window: Duration = 30 * minuteMs;
const maxSamples = 60;
/** The samples must cover at least this time. Otherwise a single charge would dominate the rate. */
const minSpan: Duration = 10 * minuteMs;

export function balanceSum({prepaid, cards}: Balance): Money {
	return addMoney(prepaid, cards);
}

export function isLow(balance: Balance | null, limit: Money | null): boolean {
	return balance !== null && limit !== null && compareMoney(balanceSum(balance), limit) < 0;
}

/**
 * Adds a sample and drops samples older than `window`. If the balance is higher than in all earlier samples, the account
 * was topped up, so these are dropped. A smaller rise is money that was held for a run and is released.
 */
export function updateBalanceSamples(
	samples: BalanceSamples,
	balance: Balance,
	at: Instant,
): BalanceSamples {
	const sample = {at, value: Number(balanceSum(balance))};
	const last = samples.at(-1);
	const isTopUp = samples.every(({value}) => value < sample.value);
	const isClockSetBack = last !== undefined && at <= last.at;
	return appendSample(isTopUp || isClockSetBack ? [] : samples, sample, window, maxSamples);
}

/**
 * Predicts in how many seconds the balance is used up: by its fall in the last ten minutes, and in up to half an hour.
 * Null if it does not fall in both, if one charge is more than half of a fall, or if the samples cover too short a time.
 */
export function balanceLasts(samples: BalanceSamples): SecondsRange | null {
	const {at: now, value: left} = samples.at(-1) ?? {at: 0, value: 0};
	const latest = samples.slice(samples.findLastIndex(({at}) => now - at >= minSpan));
	const [recent, whole] = [fallPerSec(latest), fallPerSec(samples)];
	return left <= 0 || recent === null || whole === null
		? null
		: {
				low: left / Math.max(recent, whole),
				likely: left / recent,
				high: left / Math.min(recent, whole),
			};
}

function fallPerSec(samples: BalanceSamples): number | null {
	const change = changeOf(samples, minSpan);

	if (change === null || change.by >= 0) {
		return null;
	}

	const charges = samples
		.slice(1)
		.map(({value}, index) => (samples[index]?.value ?? value) - value);
	return Math.max(...charges) > -change.by / 2 ? null : (-change.by * 1000) / change.ms;
}
