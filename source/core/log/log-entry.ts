import type {ForeignText} from '../text/sanitize.ts';
import type {Instant} from '../time/clock.ts';

/** A node's progress as the engine sends it: step 13 (`value`) of 20 (`max`); `fraction` should be from 0 to 1. */
export type StepCounter = {
	readonly value: number | null;
	readonly max: number | null;
	readonly fraction: number | null;
};

export type StepCount = {readonly value: number; readonly max: number};

/** Returns null unless both the step and the number of steps are known. */
export function stepCount(step: StepCounter | null): StepCount | null {
	const {value, max} = step ?? {value: null, max: null};
	return value === null || max === null || max <= 0 ? null : {value, max};
}

/** Formats a step counter: `13/20`, or `65%` if only a fraction is known, or an empty string if nothing is known. */
export function stepText(step: StepCounter | null): string {
	const count = stepCount(step);

	if (count !== null) {
		return `${count.value}/${count.max}`;
	}

	const fraction = step?.fraction ?? null;
	return fraction === null || fraction < 0 || fraction > 1 ? '' : `${Math.floor(fraction * 100)}%`;
}

/** Formats all known fields: `13/20, fraction 0.65`. A `value` without `max`, or the reverse, is named: `value 13`. */
export function wholeStepText(step: StepCounter): string {
	const {value, max, fraction} = step;
	const isCount = stepCount(step) !== null;
	const named = Object.entries(isCount ? {fraction} : {value, max, fraction});
	return [
		...(isCount ? [stepText(step)] : []),
		...named.filter(([, number]) => number !== null).map(([name, number]) => `${name} ${number}`),
	].join(', ');
}

export function isSameStep(a: StepCounter | null, b: StepCounter | null): boolean {
	return a?.value === b?.value && a?.max === b?.max && a?.fraction === b?.fraction;
}

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

/** Returns whether all fields are equal. Most entries are the same object, or differ in their time or message. */
export function isSameEntry(a: LogEntry | undefined, b: LogEntry | undefined): boolean {
	return (
		a === b ||
		(a !== undefined &&
			b !== undefined &&
			a.at === b.at &&
			a.message.exact === b.message.exact &&
			a.nodeId?.exact === b.nodeId?.exact &&
			a.eventType?.exact === b.eventType?.exact &&
			a.level?.exact === b.level?.exact &&
			a.progressPercent === b.progressPercent &&
			isSameStep(a.step, b.step))
	);
}

/** Returns a text that is the same for two entries if and only if the entries are equal (`isSameEntry`). */
export function entryKey(entry: LogEntry): string {
	const {at, progressPercent, step, nodeId, eventType, level, message} = entry;
	const names = [nodeId, eventType, level].map(name => name?.exact);
	return JSON.stringify([at, progressPercent, step, ...names, message.exact]);
}
