import type {HistoryRun} from '../../../core/history.ts';
import type {DownloadId} from '../../../core/output/download.ts';
import type {PreviewContent} from '../../../core/output/output-view.ts';
import type {Run} from '../../../core/run.ts';
import {withMembers} from '../../../core/saved-state.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import type {HandlerResult, Transition} from '../../../store/transition.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {historyRuns} from '../../history/index.ts';
import {listedRuns, markedInSight, selectedRun, selectRun} from '../../runs/index.ts';
import {inputPictures, isInput} from '../input-pictures.ts';
import {askForOutputs, isAnswered, runOf} from '../other-runs.ts';
import {
	isLinkMissing,
	openOutput,
	selectedOutput,
	selectOutput,
	shownPreview,
	withoutLink,
} from '../reduce.ts';
import {
	outputId,
	outputsOf,
	previewKind,
	type Choice,
	type OpenPreview,
	type RunOutput,
} from '../state.ts';
import {pictureGrid} from './box.ts';
import {keepTopLine, shownText} from './read-text.ts';

/** Stores a content of the preview. Ignores content that was requested for an earlier preview. */
export function updatePreview(
	state: State,
	{requestId, id, content}: Extract<Action, {type: 'previewUpdated'}>,
): State {
	const {preview, previewCount} = state;

	if (preview === null || previewCount !== requestId) {
		return state;
	}

	const contents = new Map(preview.contents).set(id, content);
	const hasPixels = content.kind === 'image' ? content.image.protocol !== 'cells' : state.hasPixels;
	return {...state, hasPixels, preview: {...preview, contents}};
}

/** Returns the output as the service has reported it last. */
export function newest(state: State, one: RunOutput): RunOutput {
	const known = siblings(state, one);
	return known[outputIndex(known, one)] ?? one;
}

/** Returns the outputs of a run, or the pictures among its inputs, of which `one` is one. */
function siblings(state: State, one: RunOutput): readonly RunOutput[] {
	const run = runOf(state, one.run.id) ?? one.run;
	return isInput(one) ? inputPictures(state, run) : outputsOf(run);
}

/** `contents`: what stays on the screen if it is a part of the new preview too. */
type How = Partial<Pick<OpenPreview, 'choice' | 'isPage' | 'contents'>>;

function openPreview(
	state: State,
	{run, output}: RunOutput,
	{choice = null, isPage = false, contents = new Map()}: How = {},
): State {
	const text = {top: 0, sideways: 0, wrap: true, search: '', hit: null};
	const preview = {run, output, choice, isPage, contents, text};
	return {...withView(state, {overlay: {kind: 'output', scrollTop: 0}}), preview};
}

/** Ends the preview with its overlay, fits it to a new screen size, and loads what it shows. */
export function derivePreview(state: State, previous: State): HandlerResult {
	const {preview, view} = state;

	if (preview === null) {
		return state;
	}

	// Keep the preview while the help overlay is open, because closing the help returns to the preview.
	if (view.overlay?.kind !== 'output' && view.overlay?.kind !== 'help') {
		return {state: {...state, preview: null}, effects: [{type: 'stopPreview'}]};
	}

	const isResized = view.size !== previous.view.size;
	const text = shownText(state);

	if (text === null) {
		return loadPreview(state, preview, isResized);
	}

	return isResized ? keepTopLine(state, text, previous.view.size) : state;
}

const loading: PreviewContent = {kind: 'loading'};

/** Requests what is on the screen and not loaded yet, and asks about the history if few pictures of it are known. */
function loadPreview(state: State, preview: OpenPreview, isResized: boolean): Transition {
	const {contents: known} = preview;
	const {shown, next, missing} = pageOf(state, preview);
	const asked = askForOutputs(state, missing);
	const contents = new Map(
		shown.map(outputId).map((id): [DownloadId, PreviewContent] => {
			const content = known.get(id) ?? loading;
			return [id, isResized && content.kind === 'image' ? loading : content];
		}),
	);
	const isSame = contents.size === known.size && [...contents.keys()].every(id => known.has(id));
	// A request stops the one before. So pictures are added to a page once it is drawn.
	const isDrawing =
		known.has(outputId(preview)) && [...known.values()].some(({kind}) => kind === 'loading');

	if (!isResized && (isSame || isDrawing)) {
		return asked;
	}

	const requestId = state.previewCount + 1;
	const outputs = shown.filter(one => contents.get(outputId(one))?.kind === 'loading');
	const box = pictureGrid(preview, state.view.size).picture;
	return {
		state: {...asked.state, preview: {...preview, contents}, previewCount: requestId},
		effects: [{type: 'loadPreview', requestId, outputs, next, box}, ...asked.effects],
	};
}

/** How many pictures of the history are known beyond the shown one, so that the next one can be fetched. */
const picturesAhead = 2;

/**
 * What belongs on the screen: one output, with the picture to fetch next, or a page of thumbnails. `missing`: the run of the
 * history that may have more pictures, if too few are known.
 */
function pageOf(state: State, preview: OpenPreview) {
	const {choice, isPage} = preview;
	const {perPage} = pictureGrid(preview, state.view.size);
	const pictures = choosablePictures(state, choice);
	const index = outputIndex(pictures, preview);
	const first = Math.max(0, index - (index % perPage));
	const shown = isPage ? pictures.slice(first, first + perPage) : [newest(state, preview)];
	const wanted = isPage ? first + perPage : index + 1 + picturesAhead;
	const unanswered = unansweredRun(state, choice);
	return {
		shown,
		next: isPage ? null : (pictures[index + 1] ?? null),
		missing: unanswered !== undefined && pictures.length < wanted ? [unanswered] : [],
	};
}

/** Previews the selected output. With `show`, opens it in a program of the desktop unless it is a text. */
export function showOutput(state: State, how: 'show' | 'preview', at: Instant): HandlerResult {
	const selected = selectedOutput(state);

	if (selected === null) {
		return withNotice(state, {kind: 'nothing-to-open'}, at);
	}

	if (how === 'show' && previewKind(selected.output) !== 'text') {
		return openOutput(state, selected, at);
	}

	return previewOutput(state, selected, at);
}

/** Previews the first picture among the inputs of the selected run. */
export function showInputs(state: State, at: Instant): HandlerResult {
	const run = selectedRun(state);
	const [first] = run === null ? [] : inputPictures(state, run);
	return first === undefined
		? withNotice(state, {kind: 'no-input-pictures'}, at)
		: previewOutput(state, first, at);
}

function previewOutput(state: State, one: RunOutput, at: Instant): HandlerResult {
	return state.replay !== null && isLinkMissing(state, one)
		? withoutLink(state, one, at)
		: openPreview(state, one);
}

/**
 * The runs whose pictures can be chosen now. In the run list: all marked ones, or else all that the filter shows, the newest
 * first. In the comparison: its two runs. Of the history: those before the first one about which the service has not answered yet.
 */
function choosableRuns(state: State, {history, returnTo: {overlay}}: Choice): readonly Run[] {
	if (overlay?.kind === 'compare') {
		return overlay.ids.flatMap(id => runOf(state, id) ?? []);
	}

	if (history !== null) {
		const next = unansweredRun(state, {history});
		const answered = next === undefined ? history : history.slice(0, history.indexOf(next));
		return answered.flatMap(({id}) => runOf(state, id.exact) ?? []);
	}

	const marked = markedInSight(state);
	const endOf = ({execution}: Run): Instant => execution?.terminalAt ?? state.now;
	return (marked.length > 0 ? marked : listedRuns(state)).toSorted((a, b) => endOf(b) - endOf(a));
}

/** The first run of the history about which the service has not answered yet. */
export function unansweredRun(
	state: State,
	choice: Pick<Choice, 'history'> | null,
): HistoryRun | undefined {
	return choice?.history?.find(({id}) => !isAnswered(state, id.exact));
}

export function choosablePictures(state: State, choice: Choice | null): readonly RunOutput[] {
	return (choice === null ? [] : choosableRuns(state, choice))
		.flatMap(run => outputsOf(run))
		.filter(
			one =>
				one.output.address !== null &&
				one.output.kind === 'image' &&
				(state.replay === null || !isLinkMissing(state, one)),
		);
}

/** Returns the preview while the user chooses among the pictures of several runs; null otherwise. */
export function pictureChoice(state: State): OpenPreview | null {
	const preview = shownPreview(state);
	return preview?.choice ? preview : null;
}

/** Returns the index of an output; -1 if `shown` does not contain it. */
export function outputIndex(shown: readonly RunOutput[], wanted: RunOutput): number {
	const id = outputId(wanted);
	return shown.findIndex(one => outputId(one) === id);
}

/** Opens the choice among the pictures of the run list or of the open history. Runs that failed have none. */
export function choosePictures(state: State, at: Instant): HandlerResult {
	const {selected, topRun, overlay} = state.view;
	const hasPictures = ({phase}: HistoryRun) => phase !== 'failed' && phase !== 'canceled';
	const history = overlay?.kind === 'history' ? historyRuns(state).filter(hasPictures) : null;
	const choice: Choice = {history, returnTo: {selected, topRun, overlay}};
	return seekPicture(state, choice, at);
}

/** Shows the first picture to choose from. Asks the service about one run of the history after another until there is one. */
function seekPicture(state: State, choice: Choice, at: Instant): HandlerResult {
	const [first] = choosablePictures(state, choice);

	if (first !== undefined) {
		const isSaid = state.view.notice?.notice.kind === 'seeking-pictures';
		const found = {...(isSaid ? withView(state, {notice: null}) : state), seeking: null};
		return showPicture(found, first, {choice});
	}

	const next = unansweredRun(state, choice);

	if (next === undefined) {
		return withNotice({...state, seeking: null}, {kind: 'no-pictures'}, at);
	}

	const notice = {kind: 'seeking-pictures', runs: choice.history?.length ?? 0} as const;
	const said = state.seeking === null ? withNotice(state, notice, at) : state;
	return askForOutputs({...said, seeking: choice}, [next]);
}

/** Follows the answers of the service about runs of the history until one has a picture. */
export function deriveChoice(state: State, previous: State): HandlerResult {
	const {seeking, otherRuns, view} = state;

	if (seeking !== null && view.overlay?.kind !== 'history') {
		return {...state, seeking: null};
	}

	return seeking === null || otherRuns === previous.otherRuns
		? state
		: seekPicture(state, seeking, state.now);
}

/** Shows the next (1) or previous (-1) output of the run, or while the user chooses pictures, the next or previous one. */
export function stepPreview(state: State, step: number): State | null {
	const preview = shownPreview(state);

	if (preview === null) {
		return null;
	}

	const {choice} = preview;
	const shown = choice === null ? siblings(state, preview) : choosablePictures(state, choice);
	const at = outputIndex(shown, preview);
	const target = shown[at === -1 ? 0 : at + step];
	return target === undefined ? state : showPicture(state, target, preview);
}

/** Switches between one picture and a page of thumbnails, if the terminal draws pixels. */
export function toggleThumbnails(state: State, preview: OpenPreview, at: Instant): State {
	const {choice, isPage} = preview;
	return isPage || state.hasPixels === true
		? openPreview(state, preview, {choice, isPage: !isPage})
		: withNotice(state, {kind: 'no-thumbnails'}, at);
}

/** Marks the shown picture, or removes its mark, and shows the next one. */
export function markPicture(state: State, preview: OpenPreview): State {
	const id = outputId(preview);
	const chosen = withMembers(state.chosen, [id], !state.chosen.has(id));
	return stepPreview({...state, chosen}, 1) ?? state;
}

/** The marked pictures among those to choose from; without any, the shown one. None if the user is not choosing. */
export function chosenPictures(state: State): readonly RunOutput[] {
	const preview = pictureChoice(state);
	const all = choosablePictures(state, preview?.choice ?? null);
	const marked = all.filter(one => state.chosen.has(outputId(one)));
	return preview === null || marked.length > 0 ? marked : [preview];
}

/** Closes the thumbnails, or else the preview, and brings back the selection. Null if the user is not choosing. */
export function closePictures(state: State, at: Instant): State | null {
	const preview = shownPreview(state);

	if (!preview?.choice) {
		return null;
	}

	return preview.isPage
		? toggleThumbnails(state, preview, at)
		: withView(state, preview.choice.returnTo);
}

/** Selects the run and the output too, unless they are of the history. */
function showPicture(state: State, shown: RunOutput, how: How): State {
	const isInList = (how.choice?.history ?? null) === null;
	const selected = isInList ? selectOutput(selectRun(state, shown.run.id), shown) : state;
	return openPreview(selected, shown, how);
}
