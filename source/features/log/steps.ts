import type {LogEntry} from '../../core/log/log-entry.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {stepCount, type StepCount} from '../../core/step-counter.ts';

/** A counter in a message, like `4/20` or `4 of 20`: its value, what separates it from the maximum, and the maximum. */
const counter = /(?<![\d./])(\d{1,6})(\s?\/\s?| of )(\d{1,6})(?![\d./])/;
const counters = new RegExp(counter, 'g');
/** Longer messages, in UTF-16 units, are not those of steps. */
const maxLength = 1000;

/** Returns the step counter of an entry: its own, or the first one in its message; null without one. */
export function stepOf({step, message}: LogEntry): StepCount | null {
	const [, value, , max] = counter.exec(message.safe.slice(0, maxLength)) ?? [];
	return stepCount(step) ?? (value === undefined ? null : {value: Number(value), max: Number(max)});
}

/**
 * Returns a text that is equal for entries of a node that differ only in their step counter; null without a counter. It is
 * kept for each entry: a poll of a log of 100,000 entries takes 80 ms instead of 175.
 */
export const stepKey = memoizeByObject((entry: LogEntry): string | null => {
	const {nodeId, eventType, level, message, step} = entry;
	const {exact} = message;

	if (nodeId === null || exact.length > maxLength) {
		return null;
	}

	const text = exact.replace(counters, '$2$3');
	return text === exact && stepCount(step) === null
		? null
		: `${nodeId.exact}\n${eventType?.exact}\n${level?.exact}\n${text}`;
});
