import type {RunOrder, RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter} from '../../core/run-pages.ts';
import type {Run} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {PollOutcome} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult, Transition} from '../../store/transition.ts';
import type {TitleSearch} from './state.ts';

/** Maximum number of pages of the account's runs to search for titles. It is low, as titles are not essential. */
const maxPages = 3;

/**
 * Starts a search of the account's runs for missing titles. Called after a poll, because the poll shows whether the
 * service accepts the API key. If the key is rejected, there is no search.
 */
export function searchTitles(
	state: State,
	outcomes: readonly PollOutcome[],
	at: Instant,
): HandlerResult {
	const {runs, titleSearch, denied} = state;
	const isNeeded =
		titleSearch.page === null &&
		denied === null &&
		outcomes.some(({id}) => needsTitleSearch(runs.get(id), titleSearch));
	return isNeeded ? startReading(state, at) : state;
}

/** Requests the next page if titles are still missing. `response`: null if the request failed; the search then ends. */
export function reduceTitlesLoaded(
	state: State,
	page: number,
	response: RunOrderPage | null,
	at: Instant,
): HandlerResult {
	const {titleSearch} = state;
	const runs = withTitles(state.runs, response?.orders ?? []);
	const updated = runs === state.runs ? state : {...state, runs};

	if (titleSearch.page !== page) {
		return updated;
	}

	const done = {...updated, titleSearch: {...titleSearch, page: null}};

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

/** Returns the identical map if no title is new. */
export function withTitles(
	runs: State['runs'],
	orders: ReadonlyArray<Pick<RunOrder, 'id' | 'title'>>,
): State['runs'] {
	const titled = orders.flatMap(({id, title}) => {
		const run = runs.get(id.exact);
		return run?.title === null && title !== null ? [[run.id, {...run, title}] as const] : [];
	});
	return titled.length === 0 ? runs : new Map([...runs, ...titled]);
}

function startReading(state: State, at: Instant): Transition {
	return loadTitlesPage(state, {page: 1, pages: 1, direction: 'none', since: at});
}

function loadTitlesPage(
	state: State,
	titleSearch: TitleSearch & {readonly page: number},
): Transition {
	return {
		state: {...state, titleSearch},
		effects: [{type: 'loadTitles', page: titleSearch.page}],
	};
}

function needsTitleSearch(run: Run | undefined, {since}: TitleSearch): boolean {
	return run !== undefined && run.title === null && (since === null || run.addedAt > since);
}
