import {memoizeByObject} from '../memoize.ts';
import {stepCount, type LogEntry, type StepCount} from './log-entry.ts';
import type {RunLog} from './run-log.ts';

/** A counter in a message, like `4/20` or `4 of 20`: its value, what separates it from the maximum, and the maximum. */
const counter = /(?<![\d./])(\d{1,6})(\s?\/\s?| of )(\d{1,6})(?![\d./])/;
/** The value of a counter that begins at `lastIndex`. */
const counterValue = /(?<![\d./])\d{1,6}(?=(?:\s?\/\s?| of )\d{1,6}(?![\d./]))/y;
/** Longer messages are never folded as steps. In UTF-16 units. */
const maxLength = 1000;

/** Returns the step counter of an entry: its own, or the first one in its message; null without one. */
export function stepCountOf({step, message}: LogEntry): StepCount | null {
	const [, value, , max] = counter.exec(message.safe.slice(0, maxLength)) ?? [];
	return stepCount(step) ?? (value === undefined ? null : {value: Number(value), max: Number(max)});
}

/** Whether two entries of a node differ only in their step counters. */
export function isNextStep(before: LogEntry, entry: LogEntry): boolean {
	const [a, b] = [before.message.exact, entry.message.exact];
	return (
		entry.nodeId !== null &&
		entry.nodeId.exact === before.nodeId?.exact &&
		entry.eventType?.exact === before.eventType?.exact &&
		entry.level?.exact === before.level?.exact &&
		a.length <= maxLength &&
		differOnlyInCounters(a, b) &&
		(counter.test(a) || (stepCount(before.step) !== null && stepCount(entry.step) !== null))
	);
}

/** Returns the number of lines of a log while all of its steps are folded. */
export const countFoldedLines = memoizeByObject(({entries}: RunLog): number => {
	const isFolded = (entry: LogEntry, before: LogEntry | undefined) =>
		before !== undefined && isNextStep(before, entry);
	return entries.filter((entry, index) => !isFolded(entry, entries[index - 1])).length;
});

/** Compares in place, because this is done for each entry of a log: texts without their counters take twice as long. */
function differOnlyInCounters(a: string, b: string): boolean {
	let [inA, inB, compared] = [0, 0, 0];

	while (inA < a.length || inB < b.length) {
		if (a.charCodeAt(inA) === b.charCodeAt(inB)) {
			inA++;
			inB++;
			continue;
		}

		// The counters may begin with the same digits.
		for (; inA > compared && isDigit(a, inA - 1); inA--) {
			inB--;
		}

		counterValue.lastIndex = inA;

		if (!counterValue.test(a) || !isDigit(b, inB)) {
			return false;
		}

		inA = counterValue.lastIndex;
		compared = inA;

		while (isDigit(b, inB)) {
			inB++;
		}
	}

	return true;
}

function isDigit(text: string, place: number): boolean {
	const code = text.charCodeAt(place);
	return code >= 0x30 && code <= 0x39;
}
