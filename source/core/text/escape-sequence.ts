/**
 * An escape sequence. `next` is the index after it. Exception: for a `string`, `next` is the index after its
 * introducer.
 */
export type EscapeSequence = {
	readonly kind: 'control' | 'single-shift' | 'string' | 'escaped';
	readonly next: number;
};

const stringIntroducers = ']P_^X';
/** The maximum length in characters. Terminals send no longer sequences, except strings. */
const maxControlLength = 256;

/** The Linux console sends `ESC [ [ A` for F1, so a second bracket belongs to the sequence. */
const control = /(?:\[|(?!\[))[0-?]*[ -/]*[@-~]/y;
/** rxvt ends Shift with an editing key in `$`, which is an intermediate character in other sequences. */
const rxvtShift = /[235678]\$/y;
const singleShift = /[\d;]*[@-~]/y;
const unfinishedControl = /\[?[0-?]*[ -/]*$/y;
const unfinishedShift = /[\d;]*$/y;

/** Reads the escape sequence whose ESC is at `index`. `incomplete`: the input ends before the sequence does. */
export function readEscapeSequence(input: string, index: number): EscapeSequence | 'incomplete' {
	const introducer = input[index + 1];
	const start = index + 2;

	if (introducer === undefined) {
		return 'incomplete';
	}

	if (introducer === '[') {
		const next = endOf(rxvtShift, input, start) ?? endOf(control, input, start);
		return finish('control', next, endOf(unfinishedControl, input, start), index);
	}

	if (introducer === 'O') {
		const next = endOf(singleShift, input, start);
		return finish('single-shift', next, endOf(unfinishedShift, input, start), index);
	}

	if (stringIntroducers.includes(introducer)) {
		// At the end of the input it may be Alt with a letter.
		return start === input.length ? 'incomplete' : {kind: 'string', next: start};
	}

	// After ESC ESC, the second ESC may start a sequence.
	return {kind: 'escaped', next: introducer === '\u001B' ? index + 1 : start};
}

function finish(
	kind: 'control' | 'single-shift',
	next: number | null,
	unfinished: number | null,
	index: number,
): EscapeSequence | 'incomplete' {
	if (next !== null) {
		return {kind, next};
	}

	if (unfinished !== null && unfinished - index < maxControlLength) {
		return 'incomplete';
	}

	return {kind: 'escaped', next: index + 2};
}

/** Returns the index after the match of a sticky pattern at `start`; null if it does not match. */
function endOf(pattern: RegExp, input: string, start: number): number | null {
	pattern.lastIndex = start;
	return pattern.test(input) ? pattern.lastIndex : null;
}
