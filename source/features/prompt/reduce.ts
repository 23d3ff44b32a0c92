import {cleanProse} from '../../core/text/sanitize.ts';
import type {Prompts} from '../../store/registry.ts';
import type {State} from '../../store/state.ts';
import {withChanges, withView} from '../../store/with-view.ts';
import {graphemes} from '../../terminal/width.ts';

/** `purpose`: what the typed text is for. */
export type PromptState = TextInput & {
	/** The text that applied before the prompt was opened. The key `esc` restores it. */
	readonly before: string;
	/** The recalled text, as a number of steps back in the texts entered before, and what was typed before it. */
	readonly recalled?: {readonly steps: number; readonly draft: string};
} & {
		readonly [Purpose in keyof Prompts]: {readonly purpose: Purpose} & Prompts[Purpose];
	}[keyof Prompts];

/** Maximum number of characters in a prompt. Longer pasted text is cut, because every frame draws the text. */
const maxLength = 4096;

const maxEntered = 100;

/** Inserts a text at the caret. White space becomes a space, so that a pasted line break does not submit. */
export function typeIntoPrompt(state: State, text: string): State {
	const clean = cleanProse(text.replaceAll(/\s+/g, ' '));
	return editPrompt(state, ({text: before, caret}) => {
		const typed = clean.slice(0, maxLength - before.length);
		return textInput(before.slice(0, caret) + typed + before.slice(caret), caret + typed.length);
	});
}

export function editPrompt(state: State, edit: TextEdit): State {
	const {prompt} = state.view;
	return prompt === null ? state : withView(state, {prompt: withChanges(prompt, edit(prompt))});
}

/** Shows the text that was entered before the shown one (1), or after it (-1). */
export function recallText(state: State, step: 1 | -1): State {
	const {prompt, entered} = state.view;

	if (prompt === null) {
		return state;
	}

	const {steps, draft} = prompt.recalled ?? {steps: 0, draft: prompt.text};
	const texts = (entered[prompt.purpose] ?? []).filter(text => text !== draft);
	const next = Math.max(0, Math.min(steps + step, texts.length));
	const text = (next === 0 ? null : texts.at(-next)) ?? draft;
	return next === steps
		? state
		: withView(state, {
				prompt: {...prompt, ...textInput(text), recalled: {steps: next, draft}},
			});
}

/** Keeps the text of a prompt that was submitted, to recall it. */
export function keepEntered(state: State, previous: State): State {
	const {prompt} = previous.view;

	if (!prompt?.text.trim() || prompt.purpose === state.view.prompt?.purpose) {
		return state;
	}

	const {text, purpose} = prompt;
	const others = (state.view.entered[purpose] ?? []).filter(one => one !== text);
	const entered = {...state.view.entered, [purpose]: [...others, text].slice(-maxEntered)};
	return withView(state, {entered});
}

/** Opens a prompt that contains the current filter or search. Each change of its text takes effect immediately. */
export function openPrompt(state: State, purpose: 'filter' | 'search'): State {
	const text = state.view[purpose];
	return withView(state, {prompt: {purpose, ...textInput(text), before: text}});
}

export function closePrompt(state: State): State {
	return withView(state, {prompt: null});
}

export function promptFor(
	{view}: Pick<State, 'view'>,
	purpose: PromptState['purpose'],
): PromptState | null {
	return view.prompt?.purpose === purpose ? view.prompt : null;
}

/** Returns the prompt for `purpose` if it is open in both states, and its text differs between them; else null. */
export function editedPrompt(
	state: State,
	previous: State,
	purpose: PromptState['purpose'],
): PromptState | null {
	const prompt = promptFor(state, purpose);
	const before = promptFor(previous, purpose)?.text;
	return before === undefined || before === prompt?.text ? null : prompt;
}

/** A text that the user edits. `caret`: where typed text goes, as an index into `text`; never within a grapheme. */
export type TextInput = {readonly text: string; readonly caret: number};
type TextEdit = (input: TextInput) => TextInput;

export type CaretMove = 'left' | 'right' | 'word-left' | 'word-right' | 'start' | 'end';

export function textInput(text: string, caret = text.length): TextInput {
	return {text, caret};
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
