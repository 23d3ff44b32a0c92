/** The step counter of a node as the engine sent it: `value` of `max`, and both as a `fraction`. What was not sent is null. */
export type StepCounter = {
	readonly value: number | null;
	readonly max: number | null;
	readonly fraction: number | null;
};

/** A counter that can be shown as so many of so many. */
export type StepCount = {readonly value: number; readonly max: number};

/** `value` of `max`; null where the engine did not send both, or they make no sense. */
export function stepCount(step: StepCounter | null): StepCount | null {
	const {value, max} = step ?? {value: null, max: null};
	return value === null || max === null || max <= 0 ? null : {value, max};
}

/** The counter in few cells: `13/20`, or `65%` where only a fraction is known; else empty. */
export function stepText(step: StepCounter | null): string {
	const count = stepCount(step);

	if (count !== null) {
		return `${count.value}/${count.max}`;
	}

	const fraction = step?.fraction ?? null;
	return fraction === null || fraction < 0 || fraction > 1 ? '' : `${Math.floor(fraction * 100)}%`;
}

/** Everything that the counter says: `13/20, fraction 0.65`; a value that stands alone has its name (`value 13`). */
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
