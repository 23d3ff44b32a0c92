import {addressId} from '../../core/output/output-address.ts';
import type {FileMetadata} from '../../core/output/output-view.ts';
import type {State} from '../../store/state.ts';
import {andThen, type HandlerResult} from '../../store/transition.ts';
import {resizeText} from './preview/read-text.ts';
import {loadPreview} from './preview/reduce.ts';
import {isLinkMissing, outputsWindow} from './reduce.ts';

/**
 * Called after every action. Ends the preview when its overlay is closed, and fits it to a new screen size. While the
 * outputs pane has the focus, requests the size, the type and the pixels of each visible file once;
 * not in a replay of a recording.
 */
export function deriveOutputs(state: State, previous: State): HandlerResult {
	if (state === previous) {
		return state;
	}

	return andThen(derivePreview(state, previous), requestMetadata);
}

function derivePreview(state: State, previous: State): HandlerResult {
	const {preview, view} = state;

	if (preview === null) {
		return state;
	}

	// Keep the preview while the help overlay is open, because closing the help returns to the preview.
	if (view.overlay?.kind !== 'output' && view.overlay?.kind !== 'help') {
		return {state: {...state, preview: null}, effects: [{type: 'stopPreview'}]};
	}

	if (view.size === previous.view.size) {
		return state;
	}

	const {content} = preview;

	if (content.kind === 'text') {
		return resizeText(state, {preview, document: content.document}, previous);
	}

	const isPicture = content.kind === 'image' || content.kind === 'decoding';
	return preview.thumbnails !== null
		? loadPreview(state, {...preview, thumbnails: new Map()})
		: isPicture
			? loadPreview(state, {...preview, content: {kind: 'decoding'}})
			: state;
}

function needsMetadata(metadata: FileMetadata | undefined, address: URL): boolean {
	return metadata === undefined || (metadata.kind === 'failed' && metadata.href !== address.href);
}

function requestMetadata(state: State): HandlerResult {
	const {fileMetadata, view, replay} = state;

	const {focus, overlay, size} = view;

	if (focus !== 'outputs' || overlay !== null || size.rows === 0 || replay !== null) {
		return state;
	}

	const addresses = outputsWindow(state)
		.outputs.flatMap(shown => (isLinkMissing(shown) ? [] : (shown.output.address ?? [])))
		.filter(address => needsMetadata(fileMetadata.get(addressId(address)), address));
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
