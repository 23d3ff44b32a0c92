import {isLow} from '../../core/money/money.ts';
import {hasEnded, type RunOrderId} from '../../core/run.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {Action} from '../../store/action.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {isUserAction} from '../../store/urgency.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {isBudgetPassed} from '../money/index.ts';
import {
	keepOnTop,
	keepSelectedRow,
	listedRuns,
	lookedAtKey,
	runInView,
	runNews,
	selectInSight,
	type RunNews,
} from '../runs/index.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		needsMe: typeof needsMeEn;
	}
}

export const needsMeEn = {
	/** `unknown`: how many runs have no forecast. */
	allDone: (time: string, unknown: number) =>
		`all done ~${time}${unknown === 0 ? '' : ` (${numbersEn.count(unknown)} unknown)`}`,
	stalled: 'stalled: no progress for far longer than usual',
	late: 'late: takes far longer than usual',
	done: (runs: number) =>
		runs === 1 ? 'the run has ended' : `all ${numbersEn.count(runs)} runs have ended`,
};

const needsMeZh: typeof needsMeEn = {
	allDone: (time, unknown) =>
		`约 ${time} 全部结束${unknown === 0 ? '' : `（${numbersZh.count(unknown)} 未知）`}`,
	stalled: '停滞：很久没有进展',
	late: '耗时偏长：远超平常',
	done: runs => `${numbersZh.count(runs)} 次运行已全部结束`,
};

/** What the user has to look at. `key`: its key in `lookedAt`. `id`: null for the budget and the balance. */
type News = {
	readonly kind: RunNews | 'budget' | 'low-balance';
	readonly key: string;
	readonly id: RunOrderId | null;
};

/** Returns everything that the user has to look at, or has looked at. */
function allNews(state: State): readonly News[] {
	const {runs, balance, lowBalance} = state;
	const isBalanceLow = isLow(balance.latest, lowBalance);
	return [
		...(isBudgetPassed(state) ? [{kind: 'budget', key: 'budget', id: null} as const] : []),
		...(isBalanceLow ? [{kind: 'low-balance', key: 'balance', id: null} as const] : []),
		...[...runNews(runs)].map(([id, kind]) => ({kind, key: lookedAtKey(kind, id), id})),
	];
}

/** Returns what needs the user and was not looked at yet. */
export function whatNeedsMe(state: State): readonly News[] {
	return allNews(state).filter(({kind, key}) => kind !== 'ended' && !state.view.lookedAt.has(key));
}

declare module '../../store/registry.ts' {
	interface Commands {
		/** Goes to what needs the user next, and opens what explains it. */
		'next-problem': NoArguments;
	}

	interface Notices extends NoticeData<typeof needsMeNotices> {}
}

const needsMeNotices = {
	'nothing-needs-me': noticeTexts({en: () => 'nothing needs you', zh: () => '没有待处理的事项'}),
};

/**
 * What needs the user: failures, stalled and late runs, budget and balance. Looking at it settles it, but only by a key or
 * the mouse: a run that fails while it is selected and nobody is there still needs the user.
 */
export const needsMe = {
	commands: {
		'next-problem'(state, _, at, invoke) {
			const closed = withView(state, {overlay: null});
			// Money first, then the runs in the order of the list, then those that the filter hides.
			const places = new Map(listedRuns(state).map(({id}, index) => [id, index]));
			const placeOf = ({id}: News) => (id === null ? -1 : (places.get(id) ?? places.size));
			const [need] = whatNeedsMe(state).toSorted((a, b) => placeOf(a) - placeOf(b));

			if (need === undefined) {
				return withNotice(state, {kind: 'nothing-needs-me'}, at);
			}

			const {kind, id} = need;

			if (id === null) {
				return invoke(closed, {type: 'money'}, at);
			}

			return withView(
				selectInSight(closed, id),
				kind === 'failed' ? {overlay: {kind: 'failure', id, scrollTop: 0}} : {focus: 'detail'},
			);
		},
	},
	bindings: [
		bind('everywhere', 'next-problem', ['!'], {
			footer: ['!'],
			when: 'problem',
			reach: 'overlays',
		}),
	],
	words: {
		'next-problem': {
			en: ['next problem', 'go to the next thing that needs you'],
			zh: ['下一问题', '转到下一个待处理事项'],
		},
	},
	derive: (state, previous, action) =>
		// Without a screen, the user looks at nothing.
		state.view.hasScreen
			? look(keepSelectedRow(keepOnTop(forget(state, previous, action)), previous, action), action)
			: state,
	notices: needsMeNotices,
	messages: {needsMe: {en: needsMeEn, zh: needsMeZh}},
} satisfies Feature;

/**
 * Removes from `lookedAt` what is over, and failures that turn out to be missed. A run that had ended before this session
 * counts as looked at from its first response on.
 */
function forget(state: State, previous: State, action: Action): State {
	const {runs, view} = state;
	const found = action.type === 'absenceKnown' ? action.missed : [];
	const missed = new Set(found.map(({run}) => run.id.exact));
	const hadEndedBefore = (id: RunOrderId) => {
		const run = runs.get(id);
		const isFirst = (previous.runs.get(id)?.execution ?? null) === null;
		return run !== undefined && hasEnded(run) && !run.samples.countsForSession && isFirst;
	};
	const lookedAt = allNews(state)
		.filter(({id}) => id === null || !missed.has(id))
		.filter(({key, id}) => view.lookedAt.has(key) || (id !== null && hadEndedBefore(id)))
		.map(({key}) => key);
	const isSame =
		lookedAt.length === view.lookedAt.size && lookedAt.every(key => view.lookedAt.has(key));
	return isSame ? state : withView(state, {lookedAt: new Set(lookedAt)});
}

/**
 * Marks the visible needs as looked at when the user presses a key, uses the mouse or comes back to the window. Marking a
 * run steps down to the next one, which the user has not chosen to look at.
 */
function look(state: State, action: Action): HandlerResult {
	const isMarking = action.type === 'commandInvoked' && action.command.type === 'mark';
	const isPresent =
		(isUserAction(action) && !isMarking) ||
		action.type === 'runReopened' ||
		(action.type === 'windowFocusChanged' && action.focused);
	const {overlay, lookedAt} = state.view;
	const id = overlay?.kind === 'failure' ? overlay.id : (runInView(state)?.id ?? null);
	const found = !isPresent
		? []
		: allNews(state).filter(
				news =>
					!lookedAt.has(news.key) &&
					(news.id === null ? overlay?.kind === 'money' : news.id === id),
			);

	if (found.length === 0) {
		return state;
	}

	const failure = found.find(({kind}) => kind === 'failed')?.id ?? null;
	return {
		state: withView(state, {lookedAt: new Set([...lookedAt, ...found.map(({key}) => key)])}),
		effects: failure === null ? [] : [{type: 'markSeen', id: failure}],
	};
}
