import type {Duration} from '../domain/clock.ts';
import type {SecondsRange} from '../domain/forecast.ts';
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
	const [count, unit] = inOneUnit(duration, look);
	return `${count}${unit}`;
}

/** A time that is not known exactly: `4-9s`, `50s-2m`, or `~6s` where both ends read alike. */
export function briefRange({low, high}: SecondsRange, look: Pick<Look, 'messages'>): string {
	const [from, unit] = inOneUnit(low * 1000, look);
	const to = briefDuration(high * 1000, look);

	if (`${from}${unit}` === to) {
		return `~${to}`;
	}

	return to.endsWith(unit) ? `${from}-${to}` : `${from}${unit}-${to}`;
}

/** An amount with its currency. */
export function amount(money: Money, {glyphs}: Pick<Look, 'glyphs'>): string {
	return `${glyphs.currency}${formatMoney(money)}`;
}

function inOneUnit(
	duration: Duration,
	{messages}: Pick<Look, 'messages'>,
): readonly [count: number, unit: string] {
	const seconds = Math.max(0, duration) / 1000;
	const unit = units.find(({from}) => seconds >= from) ?? units[3];
	return [Math.floor(seconds / unit.seconds), messages.screen.units[unit.name]];
}
