import type {FieldType, FieldValues} from '../core/field.ts';
import type {Instant} from '../core/time/clock.ts';
import {dayAndTime} from './clock-time.ts';
import type {Appearance} from './theme/appearance.ts';
import {amount} from './units.ts';

type Look = Pick<Appearance, 'messages' | 'paint'>;

const formats: {
	readonly [Type in FieldType]: (value: FieldValues[Type], look: Look, now: Instant) => string;
} = {
	name: text => text.safe,
	prose: text => text.safe,
	// Numbers stay exactly as the service reports them, without separators or rounding.
	number: String,
	integer: String,
	percent: (percent, {messages}) => messages.numbers.percent(percent),
	money: amount,
	time: (at, _look, now) => dayAndTime(at, now),
};

/** Returns the text of an API field; null if its value is unknown. */
export function fieldText<Type extends FieldType>(
	type: Type,
	value: FieldValues[Type] | null,
	look: Look,
	now: Instant,
): string | null {
	return value === null ? null : formats[type](value, look, now);
}
