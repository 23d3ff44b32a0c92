import {createHash} from 'node:crypto';

/** `wfrun_` and 20 hexadecimal digits that follow from the seed. */
export function runOrderId(seed: string): string {
	return `wfrun_${digest(`run order ${seed}`).slice(0, 20)}`;
}

/** `wf_` and 20 hexadecimal digits that follow from the seed. */
export function workflowId(seed: string): string {
	return `wf_${digest(`workflow ${seed}`).slice(0, 20)}`;
}

/** `wfr_` and 20 hexadecimal digits that follow from the seed. */
export function revisionId(seed: string): string {
	return `wfr_${digest(`revision ${seed}`).slice(0, 20)}`;
}

/** `task_`, 19 digits that look like nanoseconds since 1970, and 16 hexadecimal digits; all follow from the seed. */
export function taskId(seed: string): string {
	const hex = digest(`task ${seed}`);
	const nanoseconds = BigInt(`0x${hex.slice(0, 13)}`) % 10n ** 15n;
	return `task_1778${String(nanoseconds).padStart(15, '0')}_${hex.slice(-16)}`;
}

/** A UUID that follows from the seed, as the engine names its prompts. */
export function promptId(seed: string): string {
	const hex = digest(`prompt ${seed}`);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
