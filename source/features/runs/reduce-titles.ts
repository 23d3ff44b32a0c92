import type {TitleSearch} from './state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {RunOrder, RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter} from '../../core/run-pages.ts';
import type {Run} from '../../core/run.ts';
import type {PollOutcome} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';

/** Maximum number of pages that are searched for titles. The limit is low because titles are not essential. */
const maxPages = 3;

/**
 * After a poll, searches the account's list for missing titles of runs. The search never starts before a poll, so
 * that a rejected key stops it before its first request.
 */
export function searchTitles(
	transition: Transition,
	outcomes: readonly PollOutcome[],
	at: Instant,
): Transition {
	const {runs, titleSearch, denied} = transition.state;
	const isNeeded =
		titleSearch.page === null &&
		denied === null &&
		outcomes.some(({id}) => needsTitleSearch(runs.get(id), titleSearch));
	return isNeeded ? startReading(transition, at) : transition;
}

/** Handles a page of the title search. `response` is null if the request failed; the search then ends. */
export function reduceTitlesLoaded(
	state: State,
	page: number,
	response: RunOrderPage | null,
	at: Instant,
): Transition {
	const {titleSearch} = state;
	const runs = withTitles(state.runs, response?.orders ?? []);
	const updated = runs === state.runs ? state : {...state, runs};

	if (titleSearch.page !== page) {
		return noEffects(updated);
	}

	const done = noEffects({...updated, titleSearch: {...titleSearch, page: null}});

	if (response === null) {
		return done;
	}

	if ([...runs.values()].some(run => needsTitleSearch(run, titleSearch))) {
		return startReading(done, at);
	}

	const {pages} = titleSearch;
	const direction = page === 1 ? directionOf(response.orders) : titleSearch.direction;
	const next = pageAfter(page, response, direction);
	const isMissing = [...runs.values()].some(({title}) => title === null);
	return next === null || pages === maxPages || !isMissing
		? done
		: loadTitlesPage(done, {...titleSearch, page: next, pages: pages + 1, direction});
}

export function withTitles(
	runs: State['runs'],
	orders: ReadonlyArray<Pick<RunOrder, 'id' | 'title'>>,
): State['runs'] {
	const changed = new Map(runs);
	let isChanged = false;

	for (const {id, title} of orders) {
		const run = changed.get(id.exact);

		if (run !== undefined && run.title === null && title !== null) {
			changed.set(run.id, {...run, title});
			isChanged = true;
		}
	}

	return isChanged ? changed : runs;
}

function startReading(transition: Transition, at: Instant): Transition {
	return loadTitlesPage(transition, {page: 1, pages: 1, direction: 'none', since: at});
}

function loadTitlesPage(
	{state, effects}: Transition,
	titleSearch: TitleSearch & {readonly page: number},
): Transition {
	return {
		state: {...state, titleSearch},
		effects: [...effects, {type: 'loadTitles', page: titleSearch.page}],
	};
}

function needsTitleSearch(run: Run | undefined, {since}: TitleSearch): boolean {
	return run !== undefined && run.title === null && (since === null || run.addedAt > since);
}
