import type {Instant} from '../time/clock.ts';
import {isSameStep, type StepCounter} from '../step-counter.ts';
import type {ForeignText} from '../text/text.ts';

/** An unknown level counts as `info`. */
export type Severity = 'debug' | 'info' | 'warn' | 'error';

/** An entry of `logs` in an execution. A missing field is null. */
export type LogEntry = {
	readonly at: Instant | null;
	readonly eventType: ForeignText | null;
	/** The service's own word. `severity` is its meaning. */
	readonly level: ForeignText | null;
	readonly severity: Severity;
	readonly message: ForeignText;
	readonly nodeId: ForeignText | null;
	/** 0 to 100. */
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

/** Returns a text that is equal for equal entries only. */
export function entryKey(entry: LogEntry): string {
	const {at, progressPercent, step, nodeId, eventType, level, message} = entry;
	const counter = step === null ? '' : `${step.value} ${step.max} ${step.fraction}`;
	const names = `${withLength(nodeId)}${withLength(eventType)}${withLength(level)}`;
	return `${at} ${progressPercent} ${counter} ${names}${message.exact}`;
}

/** Prefixes the length, so that the end of the text is unambiguous. */
function withLength(text: ForeignText | null): string {
	return text === null ? '-' : `${text.exact.length}:${text.exact}`;
}

function sameText(a: ForeignText | null, b: ForeignText | null): boolean {
	return a?.exact === b?.exact;
}
