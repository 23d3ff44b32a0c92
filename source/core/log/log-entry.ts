import {isSameStep, type StepCounter} from '../step-counter.ts';
import type {ForeignText} from '../text/text.ts';
import type {Instant} from '../time/clock.ts';

/** The severity of a log entry. An unknown level counts as `info`. */
export type Severity = 'debug' | 'info' | 'warn' | 'error';

/** An entry of `logs` in an execution response. A field that the response lacks is null. */
export type LogEntry = {
	readonly at: Instant | null;
	readonly eventType: ForeignText | null;
	readonly level: ForeignText | null;
	readonly severity: Severity;
	readonly message: ForeignText;
	readonly nodeId: ForeignText | null;
	readonly progressPercent: number | null;
	readonly step: StepCounter | null;
};

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

/** Returns a text that is the same for two entries if and only if the entries are equal (`isSameEntry`). */
export function entryKey(entry: LogEntry): string {
	const {at, progressPercent, step, nodeId, eventType, level, message} = entry;
	const counter = step === null ? '' : `${step.value} ${step.max} ${step.fraction}`;
	const names = `${withLength(nodeId)}${withLength(eventType)}${withLength(level)}`;
	return `${at} ${progressPercent} ${counter} ${names}${message.exact}`;
}

/** Prefixes a text with its length, so that joined texts stay different: `1:a2:bc` and `2:ab1:c`. */
function withLength(text: ForeignText | null): string {
	return text === null ? '-' : `${text.exact.length}:${text.exact}`;
}

function sameText(a: ForeignText | null, b: ForeignText | null): boolean {
	return a?.exact === b?.exact;
}
