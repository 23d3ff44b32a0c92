import {failureCard, type FailureCard} from '../../core/failure-card.ts';
import type {RunOrderId} from '../../core/run.ts';
import {cleanProse} from '../../core/text/sanitize.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import {withNotice} from '../../store/with-view.ts';
import {copyFor} from '../app/index.ts';
import {toggleOverlay} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {failureMarkdown} from './failure-text.ts';
import {failureEn, failureZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		failure: NoArguments;
	}

	interface Overlays {
		failure: {readonly state: {readonly id: RunOrderId}; readonly model: FailureCard | null};
	}

	interface Notices extends NoticeData<typeof failureNotices> {}

	interface Effects {
		copyFailure: {readonly card: FailureCard};
	}
}

const failureNotices = {
	'no-failure': noticeTexts({
		en: (_, key) => `${key('failure')} explains runs that failed or were canceled`,
		zh: (_, key) => `${key('failure')} 用于查看失败或被取消的运行的原因`,
	}),
};

export const failure = {
	commands: {
		failure(state, _, at) {
			const run = selectedRun(state);

			if (run === null) {
				return state;
			}

			return failureCard(run) === null && state.view.overlay?.kind !== 'failure'
				? withNotice(state, {kind: 'no-failure'}, at)
				: toggleOverlay(state, {kind: 'failure', id: run.id, scrollTop: 0});
		},
		copy(state) {
			const card = selectFailure(state);
			return card === null ? null : {state, effects: [{type: 'copyFailure', card}]};
		},
	},
	effects: {
		copyFailure: async ({card}, {screen}) =>
			copyFor(
				screen,
				failureMarkdown(card, screen.messages),
				cleanProse(screen.messages.failure.what),
			),
	},
	overlays: {failure: selectFailure},
	overlayKeys: {failure: {commands: ['copy', 'compare']}},
	bindings: [
		bind('everywhere', 'failure', ['x'], {footer: ['x'], selected: 'failure', reach: 'overlays'}),
	],
	words: {
		failure: {
			en: ['why', 'why the run failed, and what to try'],
			zh: ['原因', '失败的原因和可尝试的办法'],
		},
	},
	notices: failureNotices,
	messages: {failure: {en: failureEn, zh: failureZh}},
} satisfies Feature;

function selectFailure({view: {overlay}, runs}: State): FailureCard | null {
	const run = overlay?.kind === 'failure' ? runs.get(overlay.id) : undefined;
	return run === undefined ? null : failureCard(run);
}
