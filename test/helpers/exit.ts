import {constants} from 'node:os';

/** How a program ended. The code or the signal is null. */
export type Exit = {readonly code: number | null; readonly signal: string | null};

/** Converts the result of a pseudoterminal, where signal 0 is none. */
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
