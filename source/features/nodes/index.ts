import {timelineEn, timelineZh} from './messages.ts';
import type {Feature} from '../../store/feature.ts';
import {withView} from '../../store/with-view.ts';
import {nodeBindings, nodeWords, nodeCommands} from './commands.ts';
import {deriveTimeline, moveNode, pointAtNode} from './reduce.ts';
import {selectTimeline} from './select.ts';
import {onMouse} from '../panes/index.ts';

declare module '../../store/registry.ts' {
	interface FeatureMessages {
		timeline: typeof timelineEn;
	}
}

export const nodes = {
	commands: nodeCommands,
	bindings: nodeBindings,
	words: nodeWords,
	actions: onMouse(
		'timeline',
		(state, rows) => moveNode(state, rows),
		(state, row, before) => {
			const timeline = {...state.view.timeline, inFront: true};
			const there = withView(state, {focus: 'log', timeline});
			// The first row selects all nodes.
			const clicked = row === 0 ? null : selectTimeline(before)?.rows[row - 1]?.bar.id;
			return clicked === undefined ? there : pointAtNode(there, clicked);
		},
	),
	derive: (next, _, action) => deriveTimeline(next, action),
	messages: {timeline: {en: timelineEn, zh: timelineZh}},
} satisfies Feature;
