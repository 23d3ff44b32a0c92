/** A node's progress as the engine sends it: step 13 (`value`) of 20 (`max`); `fraction` should be from 0 to 1. */
export type StepCounter = {
	readonly value: number | null;
	readonly max: number | null;
	readonly fraction: number | null;
};

export type StepCount = {readonly value: number; readonly max: number};

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
	const count = stepCount(step);
	const {value, max, fraction} = step;
	const texts =
		count === null
			? [value === null ? null : `value ${value}`, max === null ? null : `max ${max}`]
			: [`${count.value}/${count.max}`];
	return [...texts, fraction === null ? null : `fraction ${fraction}`]
		.filter(text => text !== null)
		.join(', ');
}

export function isSameStep(a: StepCounter | null, b: StepCounter | null): boolean {
	return a?.value === b?.value && a?.max === b?.max && a?.fraction === b?.fraction;
}
