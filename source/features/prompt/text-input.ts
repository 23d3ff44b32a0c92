import {graphemes} from '../../terminal/width.ts';

/** A text that the user edits. `caret`: where typed text goes, as an index into `text`; never within a grapheme. */
export type TextInput = {readonly text: string; readonly caret: number};
export type TextEdit = (input: TextInput) => TextInput;

export type CaretMove = 'left' | 'right' | 'word-left' | 'word-right' | 'start' | 'end';

export function textInput(text: string): TextInput {
	return {text, caret: text.length};
}

export function insertText({text, caret}: TextInput, typed: string): TextInput {
	return {text: text.slice(0, caret) + typed + text.slice(caret), caret: caret + typed.length};
}

export function moveCaret({text, caret}: TextInput, move: CaretMove): TextInput {
	return {text, caret: targets[move](text.slice(0, caret), text.slice(caret))};
}

/** Erases the text between the caret and where `move` would put it. */
export function eraseText(input: TextInput, move: CaretMove): TextInput {
	const {caret} = moveCaret(input, move);
	const [from, to] = [Math.min(caret, input.caret), Math.max(caret, input.caret)];
	return {text: input.text.slice(0, from) + input.text.slice(to), caret: from};
}

/** Where the caret goes. Words are separated by white space, so that a term of a filter, like `status:failed`, is one. */
const targets: Readonly<Record<CaretMove, (before: string, after: string) => number>> = {
	left: before => before.length - ([...graphemes(before)].at(-1)?.length ?? 0),
	right: (before, after) => before.length + ([...graphemes(after)][0]?.length ?? 0),
	'word-left': before => before.search(/\S*\s*$/),
	'word-right': (before, after) => before.length + (/^\s*\S*/.exec(after)?.[0].length ?? 0),
	start: () => 0,
	end: (before, after) => before.length + after.length,
};
