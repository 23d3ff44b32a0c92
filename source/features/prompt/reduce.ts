import type {Instant} from '../../core/time/clock.ts';
import {cleanProse, foreignName} from '../../core/text/sanitize.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {filterHelp} from '../help/reduce.ts';
import {previewGoal, takeGoal} from '../log/go-to.ts';
import {withLogView} from '../log/reduce.ts';
import {retypePalette} from '../palette/reduce.ts';
import {closePicker, pickedIds, retypePicker} from '../picker/reduce.ts';
import {previewSearch, takeSearch} from '../log/reduce-search.ts';
import {searchText, confirmTextSearch} from '../outputs/preview/reduce.ts';
import {select, selectListed} from '../runs/selection.ts';
import type {Prompt, State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {saveAdded} from '../runs/reduce-saved.ts';
import {addRuns} from '../runs/reduce.ts';
import {withTitles} from '../runs/reduce-titles.ts';

/** A prompt holds ids and words; a pasted book is cut here rather than carried through every frame. */
const longestPrompt = 4096;

/** Adds typed or pasted text. Line ends and other white space become single spaces: a pasted newline never acts (T12). */
export function typeIntoPrompt(state: State, text: string): Transition {
	const {prompt} = state.view;
	const clean = cleanProse(text.replaceAll(/\s+/g, ' '));
	return prompt === null || clean === '' || prompt.text.length >= longestPrompt
		? noEffects(state)
		: retyped(preview(state, prompt, (prompt.text + clean).slice(0, longestPrompt)));
}

/** Removes from the end: a character as people see it, a word, or everything. */
export function eraseInPrompt(state: State, what: 'character' | 'word' | 'all'): Transition {
	const {prompt} = state.view;

	if (prompt === null || prompt.text === '') {
		return noEffects(state);
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
	return retyped(preview(state, prompt, left));
}

/** What is typed for the picker may want further pages of the list. */
function retyped(state: State): Transition {
	return state.picker === null ? noEffects(state) : retypePicker(state);
}

/** Leaves the prompt without it having been there. */
export function cancelPrompt(state: State): State {
	const {prompt} = state.view;
	const {place} = prompt ?? {};

	if (prompt === null) {
		return state;
	}

	if (prompt.purpose === 'add' || prompt.purpose === 'command') {
		return {...withView(state, {prompt: null, overlay: null}), picker: null};
	}

	const back = closed(preview(state, prompt, prompt.before));

	if (place === undefined) {
		return back;
	}

	const there = withView(
		withLogView(back, () => place),
		{seek: null},
	);
	return prompt.purpose === 'search' ? takeSearch(there) : there;
}

/** Takes what was typed: the filter and the search are in force already, run orders are added now. */
export function submitPrompt(state: State, at: Instant): Transition {
	const {prompt} = state.view;

	if (prompt === null) {
		return noEffects(state);
	}

	switch (prompt.purpose) {
		case 'filter': {
			return selectListed(noEffects(closed(state)));
		}

		case 'search': {
			return noEffects(takeSearch(closed(state)));
		}

		case 'find': {
			return noEffects(confirmTextSearch(closed(state), at));
		}

		case 'go-to': {
			return noEffects(takeGoal(closed(state), prompt, at));
		}

		case 'add': {
			return submitRunOrders(
				closePicker(closed(state)),
				pickedIds(state),
				state.picker?.orders.values() ?? [],
				at,
			);
		}

		// What is taken from the palette is a command: see `reduceCommand`.
		case 'command':
		case 'help': {
			return noEffects(closed(state));
		}
	}
}

/** Adds runs; `listed` are those that the list was read to hold, with their titles. */
function submitRunOrders(
	state: State,
	ids: readonly RunOrderId[],
	listed: Iterable<RunOrder>,
	at: Instant,
): Transition {
	if (ids.length === 0) {
		return noEffects(state);
	}

	const fresh = ids.filter(id => !state.runs.has(id));
	const notice = {kind: 'added', count: fresh.length, already: ids.length - fresh.length} as const;
	const step: Transition = {
		state: {
			...saveAdded(state, ids),
			runs: withTitles(addRuns(state.runs, ids.map(foreignName), at), [...listed]),
			view: {...state.view, notice: {notice, at}},
		},
		effects: fresh.length === 0 ? [] : [{type: 'watch', ids: fresh}],
	};
	// What was added is what the reader wants to see; one that was there already is gone to.
	return select(step, fresh[0] ?? ids[0] ?? null);
}

/** What is behind a prompt shows what it would do while it is typed. */
function preview(state: State, prompt: Prompt, text: string): State {
	const typed = withPrompt(state, {...prompt, text});

	switch (prompt.purpose) {
		case 'filter': {
			return withView(typed, {filter: text.trim()});
		}

		case 'search': {
			return previewSearch(withView(typed, {search: text.trim()}), prompt);
		}

		case 'find': {
			return searchText(typed, text.trim());
		}

		case 'go-to': {
			return previewGoal(typed, {...prompt, text});
		}

		case 'command': {
			return retypePalette(typed);
		}

		case 'help': {
			return filterHelp(typed, text.trim());
		}

		case 'add': {
			return typed;
		}
	}
}

function withPrompt(state: State, prompt: Prompt | null): State {
	return {...state, view: {...state.view, prompt}};
}

function closed(state: State): State {
	return withPrompt(state, null);
}
