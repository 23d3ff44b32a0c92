import type {Instant} from '../domain/clock.ts';
import {cleanProse, foreignName} from '../terminal/sanitize.ts';
import {withLogView} from './reduce-log.ts';
import {previewSearch, takeSearch} from './reduce-search.ts';
import {select, selectListed} from './selection.ts';
import type {Prompt, State} from './state.ts';
import {still, type Step} from './step.ts';
import {withView} from './with-view.ts';
import {rememberAdded} from './reduce-remembered.ts';
import {addRuns} from './reduce-runs.ts';

/** A prompt holds ids and words; a pasted book is cut here rather than carried through every frame. */
const longestPrompt = 4096;

/** Adds typed or pasted text. Line ends and other white space become single spaces: a pasted newline never acts (T12). */
export function typeIntoPrompt(state: State, text: string): State {
	const {prompt} = state.view;
	const clean = cleanProse(text.replaceAll(/\s+/g, ' '));
	return prompt === null || clean === '' || prompt.text.length >= longestPrompt
		? state
		: preview(state, prompt, (prompt.text + clean).slice(0, longestPrompt));
}

/** Removes from the end: a character as people see it, a word, or everything. */
export function eraseInPrompt(state: State, what: 'character' | 'word' | 'all'): State {
	const {prompt} = state.view;

	if (prompt === null || prompt.text === '') {
		return state;
	}

	const {text} = prompt;
	const left = {
		all: () => '',
		word: () => text.replace(/\S+\s*$/, ''),
		character: () =>
			[...new Intl.Segmenter().segment(text)]
				.slice(0, -1)
				.map(part => part.segment)
				.join(''),
	}[what]();
	return preview(state, prompt, left);
}

/** Leaves the prompt without it having been there. */
export function cancelPrompt(state: State): State {
	const {prompt} = state.view;
	const {place} = prompt ?? {};

	if (prompt === null) {
		return state;
	}

	const back = closed(preview(state, prompt, prompt.before));
	return place === undefined
		? back
		: takeSearch(
				withView(
					withLogView(back, () => place),
					{seek: null},
				),
			);
}

/** Takes what was typed: the filter and the search are in force already, run orders are added now. */
export function submitPrompt(state: State, at: Instant): Step {
	const {prompt} = state.view;

	if (prompt === null) {
		return still(state);
	}

	switch (prompt.purpose) {
		case 'filter': {
			return selectListed(still(closed(state)));
		}

		case 'search': {
			return still(takeSearch(closed(state)));
		}

		case 'add': {
			return submitRunOrders(closed(state), prompt.text, at);
		}
	}
}

function submitRunOrders(state: State, text: string, at: Instant): Step {
	const ids = [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

	if (ids.length === 0) {
		return still(state);
	}

	const fresh = ids.filter(id => !state.runs.has(id));
	const notice = {kind: 'added', count: fresh.length, already: ids.length - fresh.length} as const;
	const step: Step = {
		state: {
			...rememberAdded(state, ids),
			runs: addRuns(state.runs, ids.map(foreignName), at),
			view: {...state.view, notice: {notice, at}},
		},
		effects: fresh.length === 0 ? [] : [{type: 'watch', ids: fresh}],
	};
	// What was added is what the reader wants to see; one that was there already is gone to.
	return select(step, fresh[0] ?? ids[0] ?? null);
}

/** The list and the log show what a prompt would do while it is typed. */
function preview(state: State, prompt: Prompt, text: string): State {
	const typed = withPrompt(state, {...prompt, text});
	const shown = prompt.purpose === 'add' ? typed : withView(typed, {[prompt.purpose]: text.trim()});
	return prompt.purpose === 'search' ? previewSearch(shown, prompt) : shown;
}

function withPrompt(state: State, prompt: Prompt | null): State {
	return {...state, view: {...state.view, prompt}};
}

function closed(state: State): State {
	return withPrompt(state, null);
}
