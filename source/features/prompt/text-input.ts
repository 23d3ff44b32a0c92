import {graphemes} from '../../terminal/width.ts';

/** A text that the user edits. `caret`: where typed text goes, as an index into `text`; never within a grapheme. */
export type TextInput = {readonly text: string; readonly caret: number};

export type CaretMove = 'left' | 'right' | 'word-left' | 'word-right' | 'start' | 'end';

export function textInput(text: string): TextInput {
	return {text, caret: text.length};
}

export function insertText({text, caret}: TextInput, typed: string): TextInput {
	return {text: text.slice(0, caret) + typed + text.slice(caret), caret: caret + typed.length};
}

export function moveCaret<Input extends TextInput>(input: Input, move: CaretMove): Input {
	return {...input, caret: targetOf(input, move)};
}

/** Erases the text between the caret and where `move` would put it. */
export function eraseText<Input extends TextInput>(input: Input, move: CaretMove): Input {
	const {text, caret} = input;
	const [from, to] = [caret, targetOf(input, move)].toSorted((a, b) => a - b);
	return {...input, text: text.slice(0, from) + text.slice(to), caret: from};
}

/** Words are separated by white space, so that a term of a filter, like `status:failed`, is one. */
function targetOf({text, caret}: TextInput, move: CaretMove): number {
	const [before, after] = [text.slice(0, caret), text.slice(caret)];

	switch (move) {
		case 'left':
			return caret - ([...graphemes(before)].at(-1)?.length ?? 0);
		case 'right':
			return caret + ([...graphemes(after)][0]?.length ?? 0);
		case 'word-left':
			return before.search(/\S*\s*$/);
		case 'word-right':
			return caret + (/^\s*\S*/.exec(after)?.[0].length ?? 0);
		case 'start':
			return 0;
		case 'end':
			return text.length;
	}
}
