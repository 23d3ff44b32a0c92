import type {DownloadId, DownloadPhase} from '../../core/output/download.ts';
import {addressId} from '../../core/output/output-address.ts';
import type {FileMetadata, PreviewContent} from '../../core/output/output-view.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import type {EffectOf} from '../../store/effects.ts';
import type {Feature} from '../../store/feature.ts';
import type {Notice} from '../../store/notice.ts';
import type {Services} from '../../store/registry.ts';
import type {State} from '../../store/state.ts';
import {andThen, type HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {copyFor} from '../app/index.ts';
import {onMouse, type Size} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';
import {applyNames, deriveAssets} from '../runs/index.ts';
import {outputBindings, outputCommands, outputWords} from './commands.ts';
import type {Downloads} from './download/downloads.ts';
import {isLocalHost, type OutputAccess} from './download/media-client.ts';
import {
	activeDownloads,
	downloadEndedRuns,
	saveAnswered,
	updateDownload,
} from './download/reduce.ts';
import {downloadEn, downloadZh, outputEn, outputNotices, outputZh} from './messages.ts';
import {keepAnswers, keepInputs, keepNames, keepOrder} from './other-runs.ts';
import {searchText} from './preview/read-text.ts';
import {deriveChoice, derivePreview, updatePreview} from './preview/reduce.ts';
import type {Viewer} from './preview/viewer.ts';
import {isLinkMissing, moveOutput, outputsWindow, selectOutput, shownPreview} from './reduce.ts';
import {selectPreview, type PreviewModel} from './select.ts';
import {localExpiry, type OutputsState, type RunOutput} from './state.ts';

export {activeDownloads, downloadOf, savingProgress} from './download/reduce.ts';

declare module '../../store/registry.ts' {
	interface Overlays {
		/** The scroll position of a text is in `OpenPreview`. */
		output: {readonly state: NoArguments; readonly model: PreviewModel | null};
	}

	interface Actions {
		downloadUpdated: {readonly id: DownloadId; readonly phase: DownloadPhase};
		/** `id` identifies the file by its address without signature (see `addressId`). */
		fileMetadataLoaded: {readonly id: string; readonly metadata: FileMetadata};
		/** `id`: that of the output (`outputId`). */
		previewUpdated: {
			readonly requestId: number;
			readonly id: DownloadId;
			readonly content: PreviewContent;
		};
	}

	interface Effects {
		open: {readonly address: URL; readonly what: SafeText};
		download: {readonly outputs: readonly RunOutput[]};
		stopDownloads: NoArguments;
		loadFileMetadata: {readonly addresses: readonly URL[]};
		/**
		 * Loads what the preview shows: an output, or a page of pictures. `previewUpdated` reports the content of each. `next`
		 * is the picture to fetch afterwards, since the user will probably look at it. `box` is the maximum size in cells.
		 */
		loadPreview: {
			readonly requestId: number;
			readonly outputs: readonly RunOutput[];
			readonly next: RunOutput | null;
			readonly box: Size;
		};
		stopPreview: NoArguments;
	}

	interface StateParts extends OutputsState {}

	interface ViewParts {
		/** The key of the selected output of each run. If a run is missing here, its first output is selected. */
		selectedOutputs: ReadonlyMap<RunOrderId, string>;
	}

	interface StateOptions {
		downloadAll?: boolean;
		downloadName?: string | null;
	}

	interface Prompts {
		/** A search in a text output. */
		find: NoArguments;
	}

	interface Services {
		/** Undefined if nothing can be downloaded. */
		readonly downloads?: Downloads;
		/** Undefined without a screen. */
		readonly viewer?: Viewer;
		readonly outputAccess: OutputAccess;
	}
}

export const outputs = {
	commands: outputCommands,
	overlays: {output: selectPreview},
	overlayKeys: {output: {title: {en: 'Output viewer', zh: '输出查看'}}},
	bindings: outputBindings,
	words: outputWords,
	effects: {
		open: openOutput,
		download: (effect, {downloads}) => downloads?.add(effect.outputs),
		stopDownloads: (_, {downloads}) => downloads?.cancel(),
		loadFileMetadata: ({addresses}, {viewer}) => viewer?.loadFileMetadata(addresses),
		loadPreview: (effect, {viewer}) => viewer?.loadPreview(effect),
		stopPreview: (_, {viewer}) => viewer?.stopPreview(),
	},
	initial: ({downloadAll = false, downloadName = null}) => ({
		state: {
			fileMetadata: new Map(),
			preview: null,
			hasPixels: null,
			chosen: new Set(),
			previewCount: 0,
			clockSkew: 0,
			otherRuns: new Map(),
			seeking: null,
			downloads: new Map(),
			saving: null,
			downloadAll,
			downloadName,
		},
		view: {selectedOutputs: new Map()},
	}),
	actions: {
		polled(state, {outcomes, at}) {
			const answered = keepAnswers(state, outcomes);
			const saved = andThen(answered, next => saveAnswered(next, at));
			return andThen(saved, next => downloadEndedRuns(next, outcomes));
		},
		orderLoaded(state, {id, info, at}) {
			const named = keepInputs(state, [{id, inputs: info.inputs}]);
			return saveAnswered(keepOrder(named, id, info), at);
		},
		orderFailed: (state, {id, at}) => saveAnswered(keepOrder(state, id, null), at),
		workflowLoaded: keepNames,
		assetLoaded: keepNames,
		assetsKept: keepNames,
		inputsKept: (state, {inputs}) => keepInputs(state, inputs),
		downloadUpdated: updateDownload,
		fileMetadataLoaded(state, {id, metadata}) {
			const known = {...state, fileMetadata: new Map(state.fileMetadata).set(id, metadata)};
			return keepNames({...known, runs: applyNames(known.runs, known)});
		},
		previewUpdated: updatePreview,
		noticeShown: (state, {notice}) =>
			notice.kind === 'clock-skew' ? {...state, clockSkew: notice.ahead} : state,
		...onMouse(
			'outputs',
			(state, rows) => moveOutput(state, rows),
			(state, row) => {
				const there = withView(state, {focus: 'outputs'});
				const clicked = outputsWindow(there).outputs[row];
				return clicked === undefined ? there : selectOutput(there, clicked);
			},
		),
	},
	derive(state, previous) {
		const find = editedPrompt(state, previous, 'find');
		const found = find === null ? state : searchText(state, find.text.trim());

		if (state === previous) {
			return state;
		}

		const chosen = andThen(found, next => deriveChoice(next, previous));
		const shown = andThen(chosen, next => derivePreview(next, previous));
		const asked = andThen(shown, next => deriveAssets(next, previous));
		return andThen(asked, requestMetadata);
	},
	urgency: {
		// The user waits for a preview.
		previewUpdated: 'user',
		downloadUpdated: (_action, _state, _previous, calm) => (calm ? 'later' : 'soon'),
	},
	needsTime: state =>
		activeDownloads(state).size > 0 ||
		shownPreview(state) !== null ||
		(state.view.overlay === null &&
			outputsWindow(state).outputs.some(({output}) => localExpiry(state, output) !== null)),
	notices: outputNotices,
	messages: {download: {en: downloadEn, zh: downloadZh}, output: {en: outputEn, zh: outputZh}},
} satisfies Feature;

/**
 * Opens an address in the browser, or copies it if no program can open it. Authors of workflows must not reach services of
 * this machine, also not by a browser.
 */
async function openOutput(
	{address, what}: EffectOf<'open'>,
	{screen, outputAccess}: Services,
): Promise<Notice> {
	const isRefused = !outputAccess.allowsLocal && isLocalHost(address.hostname);
	const outcome = isRefused ? 'refused' : await screen.open(address);

	if (outcome !== 'failed') {
		return {kind: outcome, what};
	}

	const copied = await copyFor(screen, address.href, what);
	return copied.kind === 'copied' ? {kind: 'copied-instead', what} : copied;
}

/** While the outputs pane has the focus, requests the size, type and pixels of each visible file, once for an address. */
function requestMetadata(state: State): HandlerResult {
	const {fileMetadata, view, replay} = state;
	const {focus, overlay, hasScreen} = view;

	if (focus !== 'outputs' || overlay !== null || !hasScreen || replay !== null) {
		return state;
	}

	const addresses = outputsWindow(state)
		.outputs.flatMap(shown => (isLinkMissing(state, shown) ? [] : (shown.output.address ?? [])))
		.filter(address => {
			const known = fileMetadata.get(addressId(address));
			return known === undefined || (known.kind === 'failed' && known.href !== address.href);
		});
	const requested = new Map(addresses.map(address => [addressId(address), address]));

	if (requested.size === 0) {
		return state;
	}

	const loading = [...requested.keys()].map(id => [id, {kind: 'loading'} as const] as const);
	return {
		state: {...state, fileMetadata: new Map([...fileMetadata, ...loading])},
		effects: [{type: 'loadFileMetadata', addresses: [...requested.values()]}],
	};
}
