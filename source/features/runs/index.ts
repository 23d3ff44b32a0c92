import type {Feature} from '../../store/feature.ts';
import {deriveRuns, runActions} from './actions.ts';
import {runBindings, runCommands, runWords} from './commands.ts';
import {listEn, listZh} from './messages.ts';
import {runNotices} from './notices.ts';

export {foldRuns, selectedRow} from './list.ts';
export {lookedAtKey, troubledRuns, type RunTrouble} from './needs-me.ts';
export {runFolds} from './state.ts';
export {listScrollTop, listedRuns} from './list.ts';
export {markedInSight, targetRuns} from './selection.ts';
export {saveAdded, setColumns, sortBy} from './saved.ts';
export {distinctInputs} from './inputs.ts';
export {deleteView, openView, saveView, viewsOf} from './saved.ts';
export {sortKeyNames} from './columns.ts';
export {reduceRunsAdded} from './actions.ts';
export {newRun, without} from './reduce.ts';
export {labelOf, labelRuns} from './saved.ts';
export {select, selectedRun, selectInSight, selectListed} from './selection.ts';
export {shortIds} from './short-ids.ts';
export {runInView} from './unseen.ts';

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
