import type {FieldType, FieldValues} from '../core/field.ts';
import type {Instant} from '../core/time/clock.ts';
import {dayAndTime} from './clock-time.ts';
import type {Appearance} from './theme/appearance.ts';
import {amount} from './units.ts';

type Format<Type extends FieldType> = (
	value: FieldValues[Type],
	appearance: Pick<Appearance, 'messages' | 'paint'>,
	now: Instant,
) => string;

const formats: {readonly [Type in FieldType]: Format<Type>} = {
	name: text => text.safe,
	prose: text => text.safe,
	// Numbers stay exactly as the service reports them, without separators or rounding.
	number: String,
	integer: String,
	percent: (percent, {messages}) => messages.numbers.percent(percent),
	money: amount,
	time: (at, _appearance, now) => dayAndTime(at, now),
};

/** Returns the text of an API field; null if its value is unknown. */
export function fieldText<Type extends FieldType>(
	type: Type,
	value: FieldValues[Type] | null,
	appearance: Pick<Appearance, 'messages' | 'paint'>,
	now: Instant,
): string | null {
	const format: Format<Type> = formats[type];
	return value === null ? null : format(value, appearance, now);
}
