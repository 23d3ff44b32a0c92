import type {LogEntry} from '../../core/log/log-entry.ts';
import {stepCount, type StepCount} from '../../core/step-counter.ts';

/** A counter in a message, like `4/20` or `4 of 20`: its value, and its rest. */
const counter = /(?<![\d./])(\d{1,6})(?:\s?\/\s?| of )(\d{1,6})(?![\d./])/;
const restOfCounter = /^(?:\s?\/\s?| of )\d/;

/** Returns the step counter of an entry: its own, or the first one in its message; null without one. */
export function stepOf({step, message}: LogEntry): StepCount | null {
	const [, value, max] = counter.exec(message.safe.slice(0, 1000)) ?? [];
	return stepCount(step) ?? (value === undefined ? null : {value: Number(value), max: Number(max)});
}

/** Reports whether two entries of the same node differ only in their step counter. */
export function differInStepOnly(a: LogEntry, b: LogEntry): boolean {
	return (
		a.nodeId !== null &&
		a.nodeId.exact === b.nodeId?.exact &&
		a.eventType?.exact === b.eventType?.exact &&
		a.level?.exact === b.level?.exact &&
		(a.message.exact === b.message.exact
			? stepCount(a.step) !== null && stepCount(b.step) !== null
			: isSameButCounter(a.message.exact, b.message.exact))
	);
}

/** Compares the texts around the first place where they differ, which must be the value of a counter. */
function isSameButCounter(a: string, b: string): boolean {
	let start = 0;

	while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) {
		start++;
	}

	while (isDigit(a.charCodeAt(start - 1))) {
		start--;
	}

	const [end, otherEnd] = [endOfDigits(a, start), endOfDigits(b, start)];
	return (
		end > start &&
		otherEnd > start &&
		a.length - end === b.length - otherEnd &&
		restOfCounter.test(a.slice(end, end + 5)) &&
		a.endsWith(b.slice(otherEnd))
	);
}

function endOfDigits(text: string, start: number): number {
	let end = start;

	while (isDigit(text.charCodeAt(end))) {
		end++;
	}

	return end;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}
