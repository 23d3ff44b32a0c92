import type {StepCounter} from '../../core/step-counter.ts';
import {readNumber} from './readers.ts';

/** The node's step counter; null where the entry has no part of one. */
export function readStep(item: Readonly<Record<string, unknown>>): StepCounter | null {
	// Most entries have none, and a log can hold a million entries.
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
