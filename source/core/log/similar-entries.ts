import type {LogEntry} from './log-entry.ts';
import {isSameStep} from '../step-counter.ts';
import type {ForeignText} from '../text/text.ts';

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
	return `${counts} ${withLength(nodeId)}${withLength(eventType)}${withLength(level)}${message.exact}`;
}

/** Prefixes the length, so that the end of the text is unambiguous. */
function withLength(text: ForeignText | null): string {
	return text === null ? '-' : `${text.exact.length}:${text.exact}`;
}

function sameText(a: ForeignText | null, b: ForeignText | null): boolean {
	return a?.exact === b?.exact;
}
