import type {StepCounter} from '../../core/step-counter.ts';
import {readNumber} from './readers.ts';

/** The step counter of a node: `value`, `max` and `fraction` of a log entry; null if all are missing. */
export function readStep(item: Readonly<Record<string, unknown>>): StepCounter | null {
	// Fast path: most of up to a million entries have none.
	if (item['max'] === undefined && item['value'] === undefined && item['fraction'] === undefined) {
		return null;
	}

	const step = {
		value: readNumber(item['value']),
		max: readNumber(item['max']),
		fraction: readNumber(item['fraction']),
	};
	return step.value === null && step.max === null && step.fraction === null ? null : step;
}
