/** A sequence that starts with ESC; `next` is the index after it. Of a `string` only the introducer was read. */
export type Sequence = {
	readonly kind: 'control' | 'single-shift' | 'string' | 'escaped';
	readonly next: number;
};

/** OSC, DCS, APC, PM and SOS. */
const stringIntroducers = ']P_^X';
/** Nothing that a terminal sends is longer, but for strings. */
const longestControl = 256;

// Sticky, so that they match just where they are told to.
/** A bracket right after the introducer belongs to what follows: `ESC [ [ A` is a key of the Linux console. */
const control = /(?:\[|(?!\[))[0-?]*[ -/]*[@-~]/y;
/** What rxvt sends for shift with an editing key ends with a character that elsewhere is in the middle. */
const rxvtShift = /[235678]\$/y;
const singleShift = /[\d;]*[@-~]/y;
const unfinishedControl = /\[?[0-?]*[ -/]*$/y;
const unfinishedShift = /[\d;]*$/y;

/** Reads the sequence whose ESC is at `index`: as far as it must be told from others, and `incomplete` where it goes on. */
export function readSequence(input: string, index: number): Sequence | 'incomplete' {
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
		// Alone it may be a letter typed with alt.
		return start === input.length ? 'incomplete' : {kind: 'string', next: start};
	}

	// Of two escapes the second one may start a sequence.
	return {kind: 'escaped', next: introducer === '\u001B' ? index + 1 : start};
}

function finish(
	kind: 'control' | 'single-shift',
	next: number | null,
	unfinished: number | null,
	index: number,
): Sequence | 'incomplete' {
	if (next !== null) {
		return {kind, next};
	}

	if (unfinished !== null && unfinished - index < longestControl) {
		return 'incomplete';
	}

	return {kind: 'escaped', next: index + 2};
}

/** The index after what a sticky pattern matches at `start`; null where it does not. */
function endOf(pattern: RegExp, input: string, start: number): number | null {
	pattern.lastIndex = start;
	return pattern.test(input) ? pattern.lastIndex : null;
}
