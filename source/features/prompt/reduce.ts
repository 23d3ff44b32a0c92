import {cleanProse} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import type {PromptState} from './state.ts';

/** Maximum number of characters in a prompt. Longer pasted text is cut, because every frame draws the text. */
const maxLength = 4096;

/** White space becomes a space, so that a pasted line break does not submit. */
export function typeIntoPrompt(state: State, text: string): State {
	const {prompt} = state.view;
	const clean = cleanProse(text.replaceAll(/\s+/g, ' '));
	return prompt === null || clean === '' || prompt.text.length >= maxLength
		? state
		: withText(state, prompt, (prompt.text + clean).slice(0, maxLength));
}

export function eraseInPrompt(state: State, what: 'character' | 'word' | 'all'): State {
	const {prompt} = state.view;

	if (prompt === null || prompt.text === '') {
		return state;
	}

	const {text} = prompt;
	const left = {
		all: () => '',
		word: () => text.replace(/\S+\s*$/, ''),
		character: () => text.slice(0, [...new Intl.Segmenter().segment(text)].at(-1)?.index),
	}[what]();
	return withText(state, prompt, left);
}

/** Opens a prompt that contains the current filter or search. Each change of its text takes effect immediately. */
export function openPrompt(state: State, purpose: 'filter' | 'search'): State {
	const text = state.view[purpose];
	return withView(state, {prompt: {purpose, text, before: text}});
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

/**
 * Returns the prompt for `purpose` if it is open in both `state` and `previous`, and its text differs between them.
 * Otherwise returns null.
 */
export function editedPrompt(
	state: State,
	previous: State,
	purpose: PromptState['purpose'],
): PromptState | null {
	const prompt = promptFor(state, purpose);
	const before = promptFor(previous, purpose);
	return prompt === null || before === null || before.text === prompt.text ? null : prompt;
}

function withText(state: State, prompt: PromptState, text: string): State {
	return withView(state, {prompt: {...prompt, text}});
}
