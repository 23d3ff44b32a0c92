import {runNotices} from './notices.ts';
import {listEn, listZh} from './messages.ts';
import type {Feature} from '../../store/feature.ts';
import {runBindings, runWords, runCommands} from './commands.ts';
import {deriveRuns, runActions} from './actions.ts';

declare module '../../store/registry.ts' {
	interface FeatureMessages {
		list: typeof listEn;
	}
}

export const runs = {
	commands: runCommands,
	bindings: runBindings,
	words: runWords,
	actions: runActions,
	derive: deriveRuns,
	notices: runNotices,
	messages: {list: {en: listEn, zh: listZh}},
} satisfies Feature;
