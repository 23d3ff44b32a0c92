import {logLength} from '../../core/log/run-log.ts';
import type {Run} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {contentHeight} from '../panes/index.ts';
import {logKey, logViewOf, shownRuns} from './index/select.ts';
import type {LogSequence} from './index/sequence.ts';
import type {Unread} from './state.ts';

const nothingSeen: Unread = {seen: 0, rule: null};

/** Marks the log as read while its end is visible. The separator "unread" stays above entries that arrived unseen. */
export function markSeen(state: State, previous: State): State {
	if (!seesEnd(state)) {
		return state;
	}

	const stayed = seesEnd(previous) && logKey(previous) === logKey(state);
	const news = shownRuns(state).filter(run => unreadOf(state, run).seen !== logLength(run.log));

	if (news.length === 0) {
		return state;
	}

	const unread = new Map(state.view.unread);

	for (const run of news) {
		const {seen, rule} = unreadOf(state, run);
		// A log that is entirely new needs no separator.
		const first = seen === 0 ? null : seen;
		unread.set(run.id, {seen: logLength(run.log), rule: stayed ? rule : first});
	}

	return withView(state, {unread});
}

/** Returns the index in `shown` of the entry below the separator "unread"; null without a separator. */
export function firstUnread(state: State, shown: LogSequence): number | null {
	const places = shownRuns(state).flatMap(run => {
		const {seen, rule} = unreadOf(state, run);
		const index = seen < logLength(run.log) ? seen : rule;
		return index === null ? [] : [shown.placeOf({run: run.id, index})];
	});
	const first = Math.min(...places);
	return first > 0 && first < shown.length ? first : null;
}

/** Counts the entries that arrived since the user last saw the end of the log. */
export function countNewBelow(state: State): number {
	return shownRuns(state).reduce(
		(sum, run) => sum + Math.max(0, logLength(run.log) - unreadOf(state, run).seen),
		0,
	);
}

function unreadOf({view}: State, run: Run): Unread {
	return view.unread.get(run.id) ?? nothingSeen;
}

export function seesEnd(state: State): boolean {
	const {overlay, windowBlurred} = state.view;
	return (
		overlay === null &&
		!windowBlurred &&
		logViewOf(state).cursor === null &&
		contentHeight(state, 'log') > 0
	);
}
