import type {HistoryRun} from '../../../core/history.ts';
import type {PreviewContent} from '../../../core/output/output-view.ts';
import type {Run} from '../../../core/run.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import {
	andThen,
	noEffects,
	type HandlerResult,
	type Transition,
} from '../../../store/transition.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {historyRuns} from '../../history/index.ts';
import {listedRuns, markedInSight, selectRun} from '../../runs/index.ts';
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
import {pictureDetailRows, previewBox, thumbnailGrid} from './box.ts';

const loading: PreviewContent = {kind: 'loading'};

/** Stores the content of the preview. Ignores content that was requested for an earlier preview. */
export function updatePreview(
	state: State,
	{requestId, id, content}: Extract<Action, {type: 'previewUpdated'}>,
): State {
	const {preview, previewCount} = state;

	if (preview === null || previewCount !== requestId) {
		return state;
	}

	const {thumbnails} = preview;
	const change =
		thumbnails === null ? {content} : {thumbnails: new Map(thumbnails).set(id, content)};
	const hasPixels = content.kind === 'image' ? content.image.protocol !== 'cells' : state.hasPixels;
	return {...state, hasPixels, preview: {...preview, ...change}};
}

/** Returns the output as the service has reported it last. */
export function newest(state: State, one: RunOutput): RunOutput {
	const run = runOf(state, one.run.id) ?? one.run;
	return outputsOf(run).find(({output: {key}}) => key.exact === one.output.key.exact) ?? one;
}

type How = Pick<OpenPreview, 'choice' | 'thumbnails' | 'places'>;

const onePicture = {thumbnails: null, places: 1} as const;

/** Opens a preview of an output; with `thumbnails`, the page of thumbnails that contains it. */
function openPreview(
	state: State,
	{run, output}: RunOutput,
	{choice, thumbnails, places}: How,
	content: PreviewContent = loading,
): Transition {
	return loadPreview(withView(state, {overlay: {kind: 'output', scrollTop: 0}}), {
		run,
		output,
		choice,
		content,
		thumbnails,
		places,
		text: {top: 0, sideways: 0, wrap: true, search: '', hit: null},
	});
}

/** Requests the content of the preview that is not loaded. On a page of thumbnails, that is all if their size changes. */
export function loadPreview(state: State, preview: OpenPreview): Transition {
	const {choice, thumbnails, content} = preview;
	const {size} = state.view;
	const {perPage} = thumbnailGrid(preview, size);
	const pictures = choice === null ? [] : choosablePictures(state, choice);
	const index = outputIndex(pictures, preview);
	const first = Math.max(0, index - (index % perPage));
	const page = thumbnails === null ? [preview] : pictures.slice(first, first + perPage);
	const shown = page.map(one => newest(state, one));
	const next = thumbnails === null && index !== -1 ? pictures[index + 1] : undefined;
	// A page of the history has room for the pictures that may follow, so that they do not change its size.
	const hasMore = choice !== null && unansweredRun(state, choice) !== undefined;
	const places = hasMore ? perPage : page.length;
	const loaded = places === preview.places ? thumbnails : null;
	const contents = new Map(
		shown.map(outputId).map(id => [id, loaded?.get(id) ?? loading] as const),
	);

	if (contents.size === loaded?.size && [...contents.keys()].every(id => loaded.has(id))) {
		return noEffects({...state, preview});
	}

	const {columns, rows} = previewBox(size, pictureDetailRows(preview, size));
	const requestId = state.previewCount + 1;
	const asked = {...preview, places, thumbnails: thumbnails && contents};
	const isMissing = (one: RunOutput) =>
		(thumbnails === null ? content : contents.get(outputId(one)))?.kind === 'loading';
	return {
		state: {...state, preview: asked, previewCount: requestId},
		effects: [
			{
				type: 'loadPreview',
				requestId,
				outputs: shown.filter(isMissing),
				next: next ?? null,
				box: thumbnails === null ? {columns, rows} : thumbnailGrid(asked, size).picture,
			},
		],
	};
}

/** Previews the selected output. With `show`, opens it in a program of the desktop unless it is a text. */
export function showOutput(state: State, how: 'show' | 'preview', at: Instant): HandlerResult {
	const selected = selectedOutput(state);

	if (selected === null) {
		return withNotice(state, {kind: 'nothing-to-open'}, at);
	}

	const {output} = selected;

	if (how === 'show' && previewKind(output) !== 'text') {
		return openOutput(state, selected, at);
	}

	return state.replay !== null && isLinkMissing(state, selected)
		? withoutLink(state, selected, at)
		: openPreview(state, selected, {choice: null, ...onePicture});
}

/**
 * The runs whose pictures can be chosen now. In the run list: all marked ones, or else all that the filter shows, the newest
 * first. Of the history: those before the first one about which the service has not answered yet.
 */
export function choosableRuns(state: State, choice: Choice): readonly Run[] {
	const {history} = choice;

	if (history !== null) {
		const next = unansweredRun(state, choice);
		const answered = next === undefined ? history : history.slice(0, history.indexOf(next));
		return answered.flatMap(({id}) => runOf(state, id.exact) ?? []);
	}

	const marked = markedInSight(state);
	const endOf = ({execution}: Run): Instant => execution?.terminalAt ?? state.now;
	return (marked.length > 0 ? marked : listedRuns(state)).toSorted((a, b) => endOf(b) - endOf(a));
}

/** The first run of the history about which the service has not answered yet. */
export function unansweredRun(state: State, {history}: Choice): HistoryRun | undefined {
	return history?.find(({id}) => !isAnswered(state, id.exact));
}

export function choosablePictures(state: State, choice: Choice): readonly RunOutput[] {
	return choosableRuns(state, choice)
		.flatMap(run => outputsOf(run))
		.filter(
			one =>
				one.output.address !== null &&
				one.output.kind === 'image' &&
				(state.replay === null || !isLinkMissing(state, one)),
		);
}

type Choosing = OpenPreview & {readonly choice: Choice};

/** Returns the preview while the user chooses among the pictures of several runs; null otherwise. */
export function pictureChoice(state: Pick<State, 'view' | 'preview'>): Choosing | null {
	const preview = shownPreview(state);
	const choice = preview?.choice ?? null;
	return preview === null || choice === null ? null : {...preview, choice};
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
		return showPicture(found, first, {choice, ...onePicture});
	}

	if (unansweredRun(state, choice) === undefined) {
		return withNotice({...state, seeking: null}, {kind: 'no-pictures'}, at);
	}

	const notice = {kind: 'seeking-pictures', runs: choice.history?.length ?? 0} as const;
	const said = state.seeking === null ? withNotice(state, notice, at) : state;
	return askAboutNext({...said, seeking: choice}, choice);
}

function askAboutNext(state: State, choice: Choice): Transition {
	const next = unansweredRun(state, choice);
	return askForOutputs(state, next === undefined ? [] : [next]);
}

/** How many pictures of the history are known beyond the shown one, so that the next one can be fetched. */
const picturesAhead = 2;

/** Follows the answers of the service about runs of the history. */
export function deriveChoice(state: State, previous: State): HandlerResult {
	const {seeking, otherRuns, view} = state;

	if (seeking !== null && view.overlay?.kind !== 'history') {
		return {...state, seeking: null};
	}

	return seeking === null || otherRuns === previous.otherRuns
		? lookAhead(state)
		: andThen(seekPicture(state, seeking, state.now), lookAhead);
}

/** Asks about the next run of the history if few pictures are known, and fills the page of thumbnails. */
function lookAhead(state: State): HandlerResult {
	const preview = pictureChoice(state);

	if (preview === null) {
		return state;
	}

	const {choice, thumbnails, places} = preview;
	const pictures = choosablePictures(state, choice);
	const index = outputIndex(pictures, preview);
	const {perPage} = thumbnailGrid(preview, state.view.size);
	const first = index - (index % perPage);
	const wanted = thumbnails === null ? index + 1 + picturesAhead : first + perPage;
	const asked = pictures.length < wanted ? askAboutNext(state, choice) : noEffects(state);
	const isDrawn = ![...(thumbnails?.values() ?? [])].includes(loading);
	const known = Math.min(perPage, pictures.length - first);
	const hasSpare = places > known && unansweredRun(state, choice) === undefined;
	return thumbnails !== null && isDrawn && (known > thumbnails.size || hasSpare)
		? andThen(asked, next => loadPreview(next, preview))
		: asked;
}

/** Shows the next (1) or previous (-1) output of the run, or while the user chooses pictures, the next or previous one. */
export function stepPreview(state: State, step: number): HandlerResult | null {
	const preview = shownPreview(state);

	if (preview === null) {
		return null;
	}

	const {choice, run} = preview;
	const shown =
		choice === null ? outputsOf(runOf(state, run.id) ?? run) : choosablePictures(state, choice);
	const at = outputIndex(shown, preview);
	const target = shown[at === -1 ? 0 : at + step];
	return target === undefined ? state : showPicture(state, target, preview);
}

/** Switches between one picture and a page of thumbnails, if the terminal draws pixels. */
export function toggleThumbnails(state: State, preview: OpenPreview, at: Instant): HandlerResult {
	const thumbnails = preview.thumbnails === null ? new Map() : null;
	return thumbnails === null || state.hasPixels === true
		? openPreview(state, preview, {...preview, thumbnails}, preview.content)
		: withNotice(state, {kind: 'no-thumbnails'}, at);
}

/** Marks the shown picture, or removes its mark, and shows the next one. */
export function markPicture(state: State, preview: OpenPreview): HandlerResult {
	const chosen = new Set(state.chosen);

	if (!chosen.delete(outputId(preview))) {
		chosen.add(outputId(preview));
	}

	return stepPreview({...state, chosen}, 1) ?? state;
}

/** The marked pictures among those to choose from; without any, the shown one. None if the user is not choosing. */
export function chosenPictures(state: State): readonly RunOutput[] {
	const preview = pictureChoice(state);
	const all = preview === null ? [] : choosablePictures(state, preview.choice);
	const marked = all.filter(one => state.chosen.has(outputId(one)));
	return preview === null || marked.length > 0 ? marked : [preview];
}

/** Closes the thumbnails, or else the preview, and brings back the selection. Null if the user is not choosing. */
export function closePictures(state: State, at: Instant): HandlerResult | null {
	const preview = pictureChoice(state);

	if (preview === null) {
		return null;
	}

	return preview.thumbnails === null
		? withView(state, preview.choice.returnTo)
		: toggleThumbnails(state, preview, at);
}

/** Selects the run and the output too, unless they are of the history. */
function showPicture(state: State, shown: RunOutput, how: How): Transition {
	const isInList = (how.choice?.history ?? null) === null;
	const selected = isInList ? selectOutput(selectRun(state, shown.run.id), shown) : state;
	return openPreview(selected, shown, how);
}
