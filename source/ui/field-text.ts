import type {FieldType, FieldValues} from '../core/field.ts';
import type {Money} from '../core/money/money.ts';
import type {Instant} from '../core/time/clock.ts';
import {dayAndTime} from './clock-time.ts';
import type {Appearance} from './theme/appearance.ts';
import {amount, roundedAmount} from './units.ts';

type Look = Pick<Appearance, 'messages' | 'paint'>;

type Formats = {
	readonly [Type in FieldType]: (value: FieldValues[Type], look: Look, now: Instant) => string;
};

const formats: Formats = {
	name: text => text.safe,
	prose: text => text.safe,
	// Numbers stay exactly as the service reports them, without separators or rounding.
	number: String,
	integer: String,
	percent: (percent, {messages}) => messages.numbers.percent(percent),
	money: amount,
	time: (at, _look, now) => dayAndTime(at, now),
};

/** In lists, numbers are easy to compare: with separators, and percentages without decimals. */
const listFormats: Formats = {
	...formats,
	number: (value, {messages}) => messages.numbers.decimal(value),
	integer: (count, {messages}) => messages.numbers.count(count),
	percent: (percent, {messages}) => messages.numbers.percent(Math.floor(percent)),
};

/** Returns the text of a value in a list. `decimals`: how many all amounts of its column have. */
export function listText(
	type: FieldType,
	value: FieldValues[FieldType],
	appearance: Appearance,
	now: Instant,
	decimals: number,
): string {
	return type === 'money'
		? roundedAmount(value as Money, decimals, appearance)
		: listFormats[type](value as never, appearance, now);
}

/** Returns the text of an API field; null if its value is unknown. */
export function fieldText<Type extends FieldType>(
	type: Type,
	value: FieldValues[Type] | null,
	look: Look,
	now: Instant,
): string | null {
	return value === null ? null : formats[type](value, look, now);
}
