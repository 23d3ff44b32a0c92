import type {Duration} from '../core/time/clock.ts';
import {maxRangeRatio, type SecondsRange} from '../core/forecast/seconds-range.ts';
import type {Money} from '../core/money/money.ts';
import type {Appearance} from './theme/appearance.ts';

/** From how many seconds on a time is told in a unit, and how many seconds the unit has; the coarsest first. */
const units = [
	{name: 'day', from: 2 * 86_400, seconds: 86_400},
	{name: 'hour', from: 100 * 60, seconds: 3600},
	{name: 'minute', from: 100, seconds: 60},
	{name: 'second', from: 0, seconds: 1},
] as const;

/** A time in one unit, so that it is taken in at a glance: `14s`, `99s`, `3m`, `2h`, `4d`. Rounded down. */
export function briefDuration(
	duration: Duration,
	{messages}: Pick<Appearance, 'messages'>,
): string {
	return text(inOneUnit(duration / 1000, Math.floor), messages);
}

/** A time that is not known exactly, rounded away from its middle: `4-9s`, `50s-2m`, `<3s`, or `~6s` in whole seconds. */
export function briefRange(
	{low, high}: SecondsRange,
	{messages}: Pick<Appearance, 'messages'>,
): string {
	const from = inOneUnit(low, Math.floor);
	const to = inOneUnit(high, Math.ceil);

	// Rounding can make a range look wider than it may be.
	if (from.count === 0 || to.count * to.seconds > maxRangeRatio * from.count * from.seconds) {
		return `<${text({...to, count: Math.max(1, to.count)}, messages)}`;
	}

	if (from.unit !== to.unit) {
		return `${text(from, messages)}-${text(to, messages)}`;
	}

	return from.count === to.count
		? `~${text(to, messages)}`
		: `${messages.numbers.count(from.count)}-${text(to, messages)}`;
}

/** A time that may be known exactly: then `~90s`, or `<1s` where it is over any moment, and else its range. */
export function briefWait(wait: SecondsRange, appearance: Pick<Appearance, 'messages'>): string {
	return wait.high - wait.low < 1 && wait.likely >= 1
		? `~${briefDuration(wait.likely * 1000, appearance)}`
		: briefRange(wait, appearance);
}

/** An amount with its currency; the sign is not in ASCII. */
export function amount(
	money: Money,
	{messages, paint}: Pick<Appearance, 'messages' | 'paint'>,
): string {
	return messages.numbers.price(money, paint.ascii ? 'code' : 'sign');
}

type InUnit = {
	readonly count: number;
	readonly unit: (typeof units)[number]['name'];
	readonly seconds: number;
};

function inOneUnit(time: number, round: (count: number) => number): InUnit {
	const seconds = Math.max(0, time);
	const unit = units.find(({from}) => seconds >= from) ?? units[3];
	return {count: round(seconds / unit.seconds), unit: unit.name, seconds: unit.seconds};
}

function text({count, unit}: InUnit, {numbers}: Appearance['messages']): string {
	return numbers.unit(count, unit, 'narrow');
}
