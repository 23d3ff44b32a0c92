/**
 * An escape sequence in terminal input. `next` is the index of the first character after it. A sequence of the kind
 * `string`, like `ESC ] … BEL`, is not read to its end: its `next` is the index after the first two characters.
 */
type EscapeSequence = {
	readonly kind: 'control' | 'single-shift' | 'string' | 'escaped';
	readonly next: number;
};

const stringIntroducers = ']P_^X';
/** The maximum length of a control sequence (`ESC [ …`) in characters. No terminal sends a longer sequence. */
const maxControlLength = 256;

/**
 * The patterns of the sequences that begin with `ESC [` or `ESC O`. `whole` matches the part after these two
 * characters. `unfinished` matches the beginning of that part if the input ends within it.
 */
const sequencePatterns = {
	'[': {
		kind: 'control',
		// In rxvt, `ESC [ 3 $` is Shift+Delete; no other sequence ends with `$`. The Linux console sends `ESC [ [ A` for F1.
		whole: /[235678]\$|(?:\[|(?!\[))[0-?]*[ -/]*[@-~]/y,
		unfinished: /\[?[0-?]*[ -/]*$/y,
	},
	O: {kind: 'single-shift', whole: /[\d;]*[@-~]/y, unfinished: /[\d;]*$/y},
} as const;

/** Reads the escape sequence that begins at `index`. Returns `incomplete` if the input ends within it. */
export function readEscapeSequence(input: string, index: number): EscapeSequence | 'incomplete' {
	const introducer = input[index + 1];
	const start = index + 2;

	if (introducer === undefined) {
		return 'incomplete';
	}

	if (introducer === '[' || introducer === 'O') {
		const {kind, whole, unfinished} = sequencePatterns[introducer];
		const next = endOf(whole, input, start);
		const end = endOf(unfinished, input, start);

		if (next !== null) {
			return {kind, next};
		}

		return end !== null && end - index < maxControlLength
			? 'incomplete'
			: {kind: 'escaped', next: start};
	}

	if (stringIntroducers.includes(introducer)) {
		// At the end of the input, the two characters may also be Alt with a key.
		return start === input.length ? 'incomplete' : {kind: 'string', next: start};
	}

	// After ESC ESC, the second ESC may start a sequence.
	return {kind: 'escaped', next: introducer === '\u001B' ? index + 1 : start};
}

/** Returns the index after the match of a sticky pattern at `start`; null if it does not match. */
function endOf(pattern: RegExp, input: string, start: number): number | null {
	pattern.lastIndex = start;
	return pattern.test(input) ? pattern.lastIndex : null;
}
