import {isFinalPhase, type Phase} from '../core/execution.ts';
import {maxRangeRatio, type SecondsRange} from '../core/forecast/forecast.ts';
import type {Money} from '../core/money/money.ts';
import type {FieldType, FieldValues} from '../core/run-fields.ts';
import {dayAndTime} from '../core/time/calendar.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import type {Messages} from '../i18n/messages.ts';
import type {CurrencyName} from '../i18n/numbers.ts';
import type {Appearance} from './theme/appearance.ts';

type Words = Pick<Appearance, 'messages'>;
type Look = Pick<Appearance, 'messages' | 'paint'>;

/** The units of durations and their lengths. `from`: the shortest duration, in seconds, that is shown in this unit. */
const units = [
	{name: 'day', from: 2 * 86_400, seconds: 86_400},
	{name: 'hour', from: 100 * 60, seconds: 3600},
	{name: 'minute', from: 100, seconds: 60},
	{name: 'second', from: 0, seconds: 1},
] as const;

const minDecimals = 2;
/** The maximum number of decimals on the screen, and of the exact amounts, which only the order shows. */
export const briefDecimals = 4;
export const exactDecimals = 8;

function inOneUnit(time: number, round: (count: number) => number) {
	const seconds = Math.max(0, time);
	const unit = units.find(({from}) => seconds >= from) ?? units[3];
	return {...unit, count: round(seconds / unit.seconds)};
}

function unitText({count, name}: ReturnType<typeof inOneUnit>, {messages}: Words): string {
	return messages.numbers.unit(count, name, 'narrow');
}

/** Formats the age of data in one unit, rounded down: `14s`, `99s`, `3m`, `2h`, `4d`. */
export function briefDuration(duration: Duration, words: Words): string {
	return unitText(inOneUnit(duration / 1000, Math.floor), words);
}

/** Formats the time until something in one unit. Seconds are rounded up, so that the last one is not `0s`. */
export function briefCountdown(left: Duration, words: Words): string {
	return briefDuration(Math.ceil(left / 1000) * 1000, words);
}

/**
 * Formats an uncertain duration like `4-9s`, `50s-2m`, or `~6s` if both limits are equal once they are rounded. If `low`
 * is rounded to 0, or `high` to more than ten times as much, returns only the upper limit, like `<3s`.
 */
export function briefRange({low, high}: SecondsRange, words: Words): string {
	const from = inOneUnit(low, Math.floor);
	const to = inOneUnit(high, Math.ceil);

	if (from.count === 0 || to.count * to.seconds > maxRangeRatio * from.count * from.seconds) {
		return `<${unitText({...to, count: Math.max(1, to.count)}, words)}`;
	}

	if (from.name !== to.name) {
		return `${unitText(from, words)}-${unitText(to, words)}`;
	}

	return from.count === to.count
		? `~${unitText(to, words)}`
		: `${words.messages.numbers.count(from.count)}-${unitText(to, words)}`;
}

/** Formats an uncertain duration as the likely one, like `~90s`, if it is known to a second, otherwise as a range. */
export function briefWait(wait: SecondsRange, words: Words): string {
	return wait.high - wait.low < 1 && wait.likely >= 1
		? `~${unitText(inOneUnit(wait.likely, Math.round), words)}`
		: briefRange(wait, words);
}

/** Formats how long a run has taken so far, or took: `8s`, then `8.4s`. */
export function elapsedText(elapsed: Duration, phase: Phase, {numbers}: Messages): string {
	return isFinalPhase(phase) ? numbers.shortTime(elapsed) : numbers.wholeSeconds(elapsed);
}

/**
 * Formats an amount with the currency sign, or with the currency code on an ASCII terminal. `decimals`: what it is rounded
 * to, also if it has fewer; undefined for the exact amount.
 */
export function roundedAmount(
	money: Money | number,
	decimals: number | undefined,
	{messages, paint}: Look,
): string {
	return messages.numbers.price(money, currencyIn({paint}), decimals);
}

/** Rounds an amount to at most `briefDecimals`: for places where the exact amount is not what counts. */
export function briefAmount(money: Money, appearance: Look): string {
	return roundedAmount(money, sharedDecimals([money]), appearance);
}

export function currencyIn({paint}: Pick<Appearance, 'paint'>): CurrencyName {
	return paint.ascii ? 'code' : 'sign';
}

/** Returns the number of decimals that all amounts of a column need, so that their points align; at most `max`. */
export function sharedDecimals(amounts: ReadonlyArray<Money | null>, max = briefDecimals): number {
	const needed = amounts.reduce(
		(decimals, each) => Math.max(decimals, each?.split('.')[1]?.length ?? 0),
		minDecimals,
	);
	return Math.min(max, needed);
}

const formats: {
	readonly [Type in FieldType]: (
		value: FieldValues[Type],
		look: Look,
		now: Instant,
		decimals?: number,
	) => string;
} = {
	name: text => text.safe,
	prose: text => text.safe,
	number: (value, {messages}) => messages.numbers.count(value),
	integer: (count, {messages}) => messages.numbers.count(count),
	percent: (percent, {messages}) => messages.numbers.percent(Math.floor(percent)),
	money: (money, look, _now, decimals) => roundedAmount(money, decimals, look),
	time: (at, _look, now) => dayAndTime(at, now),
};

/** Returns the text of a value. `decimals`: how many all amounts of its column have; by default the exact amount is shown. */
export function fieldText(
	type: FieldType,
	value: FieldValues[FieldType],
	look: Look,
	now: Instant,
	decimals?: number,
): string {
	return formats[type](value as never, look, now, decimals);
}
