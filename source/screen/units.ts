import type {Duration} from '../domain/clock.ts';
import type {SecondsRange} from '../domain/seconds-range.ts';
import {formatMoney, type Money} from '../domain/money.ts';
import type {Look} from './look.ts';

/** From how many seconds on a time is told in a unit, and how many seconds the unit has; the coarsest first. */
const units = [
	{name: 'day', from: 2 * 86_400, seconds: 86_400},
	{name: 'hour', from: 100 * 60, seconds: 3600},
	{name: 'minute', from: 100, seconds: 60},
	{name: 'second', from: 0, seconds: 1},
] as const;

/** A time in one unit, so that it is taken in at a glance: `14s`, `99s`, `3m`, `2h`, `4d`. Rounded down. */
export function briefDuration(duration: Duration, look: Pick<Look, 'messages'>): string {
	const {count, unit} = inOneUnit(duration / 1000, Math.floor, look);
	return `${count}${unit}`;
}

/** A time that is not known exactly, rounded away from its middle: `4-9s`, `50s-2m`, `<3s`, or `~6s` in whole seconds. */
export function briefRange({low, high}: SecondsRange, look: Pick<Look, 'messages'>): string {
	const from = inOneUnit(low, Math.floor, look);
	const to = inOneUnit(high, Math.ceil, look);

	if (from.count === 0) {
		return `<${Math.max(1, to.count)}${to.unit}`;
	}

	if (from.unit !== to.unit) {
		return `${from.count}${from.unit}-${to.count}${to.unit}`;
	}

	return from.count === to.count ? `~${to.count}${to.unit}` : `${from.count}-${to.count}${to.unit}`;
}

/** A time that may be known exactly: then `~90s`, and else its range. */
export function briefWait(wait: SecondsRange, look: Pick<Look, 'messages'>): string {
	return wait.high - wait.low < 1
		? `~${briefDuration(wait.likely * 1000, look)}`
		: briefRange(wait, look);
}

/** An amount with its currency. */
export function amount(money: Money, {glyphs}: Pick<Look, 'glyphs'>): string {
	return `${glyphs.currency}${formatMoney(money)}`;
}

function inOneUnit(
	time: number,
	round: (count: number) => number,
	{messages}: Pick<Look, 'messages'>,
): {readonly count: number; readonly unit: string} {
	const seconds = Math.max(0, time);
	const unit = units.find(({from}) => seconds >= from) ?? units[3];
	return {count: round(seconds / unit.seconds), unit: messages.screen.units[unit.name]};
}
