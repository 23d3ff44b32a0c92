import type {LogEntry} from './log-entry.ts';
import {isSameStep} from '../step-counter.ts';
import type {ForeignText} from '../text/text.ts';

/** Whether two log entries are the same in every field, by the exact text. */
export function isSameEntry(a: LogEntry | undefined, b: LogEntry | undefined): boolean {
	return (
		a !== undefined &&
		b !== undefined &&
		(a === b ||
			(a.at === b.at &&
				a.message.exact === b.message.exact &&
				a.progressPercent === b.progressPercent &&
				isSameStep(a.step, b.step) &&
				sameText(a.nodeId, b.nodeId) &&
				sameText(a.eventType, b.eventType) &&
				sameText(a.level, b.level)))
	);
}

/** A text that two entries share if, and only if, they are alike. */
export function entryKey({
	at,
	progressPercent,
	step,
	nodeId,
	eventType,
	level,
	message,
}: LogEntry): string {
	const counts = `${at} ${progressPercent} ${step?.value} ${step?.max} ${step?.fraction}`;
	return `${counts} ${measured(nodeId)}${measured(eventType)}${measured(level)}${message.exact}`;
}

/** The text with its length, so that it is clear where it ends whatever is in it. */
function measured(text: ForeignText | null): string {
	return text === null ? '-' : `${text.exact.length}:${text.exact}`;
}

function sameText(a: ForeignText | null, b: ForeignText | null): boolean {
	return a?.exact === b?.exact;
}
