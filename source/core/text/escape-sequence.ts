/**
 * An escape sequence in terminal input. `next` is the index of the first character after the sequence. For the kind
 * `string`, it is the index of the first character of the string.
 */
export type EscapeSequence = {
	readonly kind: 'control' | 'single-shift' | 'string' | 'escaped';
	readonly next: number;
};

const stringIntroducers = ']P_^X';
/** The maximum length of a control sequence in characters. Terminals send longer sequences only for strings. */
const maxControlLength = 256;

/**
 * Matches a control sequence after `ESC [`. The Linux console sends `ESC [ [ A` for F1, so a second bracket may follow.
 */
const control = /(?:\[|(?!\[))[0-?]*[ -/]*[@-~]/y;
/** Matches rxvt's Shift with an editing key, like `ESC [ 3 $`. In other sequences, `$` is never the last character. */
const rxvtShift = /[235678]\$/y;
const singleShift = /[\d;]*[@-~]/y;
const unfinishedControl = /\[?[0-?]*[ -/]*$/y;
const unfinishedShift = /[\d;]*$/y;

/** Reads the escape sequence that begins at `index`. Returns `incomplete` if the input ends within it. */
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
		// At the end of the input, the two characters may also be Alt with a key.
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
