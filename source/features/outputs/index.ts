import type {Feature} from '../../store/feature.ts';
import {withView} from '../../store/with-view.ts';
import {onMouse} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';
import {outputBindings, outputCommands, outputWords} from './commands.ts';
import {deriveOutputs} from './derive.ts';
import {downloadEn, downloadZh} from './download/messages.ts';
import {downloadEndedRuns, updateDownloads} from './download/reduce.ts';
import {outputEn, outputZh} from './messages.ts';
import {outputNotices} from './notices.ts';
import {searchText} from './preview/read-text.ts';
import {showOutput, updatePreview} from './preview/reduce.ts';
import {moveOutput, outputsWindow, selectOutput} from './reduce.ts';
import {selectPreview, type PreviewModel} from './select.ts';

export {activeDownloads} from './download/reduce.ts';
export {downloadOf} from './download/requests.ts';

declare module '../../store/registry.ts' {
	interface Overlays {
		/** The scroll position of a text is in `OpenPreview`. */
		output: {readonly state: NoArguments; readonly model: PreviewModel | null};
	}

	interface FeatureMessages {
		download: typeof downloadEn;
		output: typeof outputEn;
	}
}

export const outputs = {
	commands: outputCommands,
	overlays: {output: selectPreview},
	bindings: outputBindings,
	words: outputWords,
	actions: {
		polled: (state, {outcomes}) => downloadEndedRuns(state, outcomes),
		downloadsUpdated: (state, {reports, at}) => updateDownloads(state, reports, at),
		fileMetadataLoaded: (state, {id, metadata}) => ({
			...state,
			fileMetadata: new Map(state.fileMetadata).set(id, metadata),
		}),
		previewUpdated: updatePreview,
		noticeShown: (state, {notice}) =>
			notice.kind === 'clock-skew' ? {...state, clockSkew: notice.ahead} : state,
		...onMouse(
			'outputs',
			(state, rows) => moveOutput(state, rows),
			(state, row, before, at) => {
				const there = withView(state, {focus: 'outputs'});
				const {outputs: shown, selected} = outputsWindow(there);
				const clicked = shown[row];

				if (clicked === undefined) {
					return there;
				}

				return clicked === selected && before.view.focus === 'outputs'
					? showOutput(there, 'show', at)
					: selectOutput(there, clicked);
			},
		),
	},
	derive(state, previous) {
		const find = editedPrompt(state, previous, 'find');
		const found = find === null ? state : searchText(state, find.text.trim());
		return deriveOutputs(found, previous);
	},
	notices: outputNotices,
	messages: {download: {en: downloadEn, zh: downloadZh}, output: {en: outputEn, zh: outputZh}},
} satisfies Feature;
