import type {Duration} from '../../core/time/clock.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {OverlayKind} from '../../store/overlay.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {selectInSight} from '../runs/index.ts';
import type {Place} from './state.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		/** Goes back to what the user looked at before, like the key of a browser. */
		'go-back': NoArguments;
	}

	interface Notices extends NoticeData<typeof visitNotices> {}
}

const visitNotices = {
	'nothing-before': noticeTexts({
		en: () => 'nothing to go back to',
		zh: () => '之前没有查看过其他内容',
	}),
};

const maxPast = 50;
/** A run that was selected for a shorter time, on the way to another one, was not looked at. */
const minVisitMs: Duration = 1000;
const overlaysOfRun: ReadonlySet<OverlayKind> = new Set(['order', 'failure', 'entry']);

export const visits = {
	commands: {
		'go-back'(state, _, at, invoke) {
			const place = placeOf(state);

			if (place === null && state.view.overlay !== null) {
				return invoke(state, {type: 'back'}, at);
			}

			const {past} = state.view.visits;
			const index = past.findLastIndex(one => state.runs.has(one.run) && !isSame(one, place));
			const target = past[index];

			if (target === undefined) {
				return withNotice(state, {kind: 'nothing-before'}, at);
			}

			return withView(selectInSight(state, target.run), {
				focus: target.pane,
				overlay: target.overlay,
				visits: {place: target, since: at, past: past.slice(0, index)},
			});
		},
	},
	bindings: [bind('everywhere', 'go-back', ['backspace'])],
	words: {
		'go-back': {
			en: ['go back', 'go back to what you looked at before'],
			zh: ['回到之前', '回到之前查看的运行或窗格'],
		},
	},
	notices: visitNotices,
	derive(state, _previous, {at}) {
		const {place: before, since, past} = state.view.visits;
		const place = placeOf(state);

		if (place === null || isSame(place, before)) {
			return state;
		}

		const wasLookedAt =
			before !== null &&
			(past.length === 0 ||
				at - since >= minVisitMs ||
				!isSame(before, {...place, run: before.run}));
		const visited = {
			place,
			since: at,
			past: wasLookedAt ? [...past, before].slice(-maxPast) : past,
		};
		return withView(state, {visits: visited});
	},
} satisfies Feature;

/** Null without a run, without a screen, in a prompt, and in an overlay that is not about one run. */
function placeOf({view, runs}: State): Place | null {
	const {selected, focus, overlay, prompt, size} = view;
	return selected === null ||
		!runs.has(selected) ||
		size.columns === 0 ||
		prompt !== null ||
		(overlay !== null && !overlaysOfRun.has(overlay.kind))
		? null
		: {run: selected, pane: focus, overlay};
}

function isSame(a: Place, b: Place | null): boolean {
	return a.run === b?.run && a.pane === b.pane && a.overlay?.kind === b.overlay?.kind;
}
