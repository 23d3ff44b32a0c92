import {constants} from 'node:os';

/** How a program ended: with a code, or by a signal. The other one is null. */
export type Exit = {readonly code: number | null; readonly signal: string | null};

/** The end of a program as a pseudoterminal tells it: 0 is no signal. */
export function exitOf({
	exitCode,
	signal = 0,
}: {
	readonly exitCode: number;
	readonly signal?: number;
}): Exit {
	return signal === 0 ? {code: exitCode, signal: null} : {code: null, signal: signalName(signal)};
}

function signalName(number: number): string {
	const found = Object.entries(constants.signals).find(([, value]) => value === number);
	return found?.[0] ?? String(number);
}
