import {timelineEn, timelineZh} from './messages.ts';
import type {Feature} from '../../store/feature.ts';
import {noEffects} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {nodeBindings, nodeWords, nodeCommands} from './commands.ts';
import {deriveTimeline, moveNode, pointAtNode} from './reduce.ts';
import {selectTimeline} from './select.ts';
import {hitOf} from '../panes/index.ts';

declare module '../../store/registry.ts' {
	interface FeatureMessages {
		timeline: typeof timelineEn;
	}
}

/** The timeline of a run's nodes. */
export const nodes = {
	commands: nodeCommands,
	bindings: nodeBindings,
	words: nodeWords,
	actions: {
		wheeled(state, action, {before}) {
			const hit = hitOf(before, action);
			return noEffects(hit?.place === 'timeline' ? moveNode(state, hit.rows) : state);
		},
		clicked(state, action, {before}) {
			const hit = hitOf(before, action);

			if (hit?.place !== 'timeline' || before.view.prompt !== null) {
				return noEffects(state);
			}

			const timeline = {...state.view.timeline, inFront: true};
			const there = withView(state, {focus: 'log', timeline});
			// The first row is for all nodes.
			const clicked = hit.row === 0 ? null : selectTimeline(before)?.rows[hit.row - 1]?.bar.id;
			return noEffects(clicked === undefined ? there : pointAtNode(there, clicked));
		},
	},
	derive: (next, _, action) => deriveTimeline(next, action),
	messages: {timeline: {en: timelineEn, zh: timelineZh}},
} satisfies Feature;
