import type {Instant} from '../../../core/time/clock.ts';
import type {Output} from '../../../core/output/output.ts';
import type {TextDocument, PreviewContent} from '../../../core/output/output-view.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Command} from '../../../store/command.ts';
import {readSearch} from '../../log/index/matcher.ts';
import {copyOutput, openOutput, selectedOutput} from '../reduce.ts';
import {selectedRun} from '../../runs/selected-run.ts';
import {isReadable, previewOverlay, type OpenPreview} from '../state.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type Transition} from '../../../store/transition.ts';
import {hitLines, scrollBy, scrollToLine, textRows, clampTop} from './text-reading.ts';
import {viewerBox} from './box.ts';
import {withNotice, withView} from '../../../store/with-view.ts';

const start = {place: 0, row: 0};
/** A line is not longer (see `text-document.ts`). */
const maxSideways = 4096;

/** Null for commands that are not about previews. */
export function reducePreviewCommand(
	state: State,
	command: Command,
	at: Instant,
): Transition | null {
	if (command.type === 'show' || command.type === 'preview') {
		return show(state, command.type, at);
	}

	const {preview} = state.outputs;
	return preview === null || state.view.overlay?.kind !== 'output'
		? null
		: reduceOpenPreview(state, preview, command, at);
}

/** Ignores updates of an earlier preview. */
export function updatePreview(state: State, requestId: number, content: PreviewContent): State {
	const {preview} = state.outputs;

	if (preview?.requestId !== requestId) {
		return state;
	}

	const after = withPreview(state, {...preview, content});
	return state.view.overlay?.kind === 'output'
		? withView(after, {overlay: previewOverlay({content})})
		: after;
}

/** Incremental search from where typing began. */
export function searchText(state: State, search: string): State {
	const {preview} = state.outputs;
	const document = documentOf(preview);

	if (preview === null || document === null) {
		return state;
	}

	const hits = hitLines(document, search) ?? [];
	const hit = hits.find(line => line >= preview.searchStart.place) ?? hits[0] ?? null;
	const rows = textRows(document, preview.wrap, state.view.size);
	const top = hit === null ? preview.searchStart : scrollToLine(preview.searchStart, hit, rows);
	return withPreview(state, {...preview, search, hit, top});
}

/** Reports a confirmed search without hits. */
export function confirmTextSearch(state: State, at: Instant): State {
	const {preview} = state.outputs;
	const document = documentOf(preview);
	const isAnswered = typeof readSearch(preview?.search ?? '') !== 'string';
	return preview !== null && document !== null && isAnswered && preview.hit === null
		? withNotice(state, {kind: 'not-in-text', text: cleanName(preview.search)}, at)
		: state;
}

export function openPreview(state: State, run: string, output: Output): Transition {
	const requestId = state.outputs.previewCount + 1;
	const preview: OpenPreview = {
		requestId,
		runId: run,
		output,
		content: {kind: 'fetching', bytes: 0, total: null},
		top: start,
		sideways: 0,
		wrap: true,
		search: '',
		hit: null,
		searchStart: start,
	};
	return {
		state: withView(
			{...state, outputs: {...state.outputs, preview, previewCount: requestId}},
			{overlay: previewOverlay(preview)},
		),
		effects: [loadPreviewEffect(state, requestId, output)],
	};
}

export function loadPreviewEffect({view}: Pick<State, 'view'>, requestId: number, output: Output) {
	const {columns, rows} = viewerBox(view.size);
	return {type: 'loadPreview', requestId, output, box: {columns, rows}} as const;
}

/** `show` opens other kinds than text on the desktop. */
function show(state: State, how: 'show' | 'preview', at: Instant): Transition {
	const run = selectedRun(state);
	const output = selectedOutput(state);

	if (run === null || output === null) {
		return noEffects(withNotice(state, {kind: 'nothing-to-open'}, at));
	}

	return how === 'preview' || isReadable(state.outputs, output)
		? openPreview(state, run.id, output)
		: openOutput(state, output, at);
}

function reduceOpenPreview(
	state: State,
	preview: OpenPreview,
	command: Command,
	at: Instant,
): Transition | null {
	const document = documentOf(preview);

	if (command.type === 'open') {
		return openOutput(state, preview.output, at);
	}

	if (command.type === 'copy') {
		const {output} = preview;
		return document === null
			? copyOutput(state, output)
			: {state, effects: [{type: 'copy', text: document.exact, what: output.key.safe}]};
	}

	return isReadingCommand(command)
		? noEffects(document === null ? state : reduceReading(state, preview, document, command, at))
		: null;
}

type ReadingCommand = Extract<
	Command,
	{type: 'move' | 'page' | 'jump' | 'sideways' | 'wrap' | 'search' | 'next-hit'}
>;

const readingCommands: ReadonlySet<Command['type']> = new Set<ReadingCommand['type']>([
	'move',
	'page',
	'jump',
	'sideways',
	'wrap',
	'search',
	'next-hit',
]);

function isReadingCommand(command: Command): command is ReadingCommand {
	return readingCommands.has(command.type);
}

function reduceReading(
	state: State,
	preview: OpenPreview,
	document: TextDocument,
	command: ReadingCommand,
	at: Instant,
): State {
	const rows = textRows(document, preview.wrap, state.view.size);

	switch (command.type) {
		case 'move': {
			return withPreview(state, {...preview, top: scrollBy(preview, rows, command.lines)});
		}

		case 'page': {
			const by = Math.max(1, Math.floor(Math.abs(command.pages) * rows.height));
			const top = scrollBy(preview, rows, Math.sign(command.pages) * by);
			return withPreview(state, {...preview, top});
		}

		case 'jump': {
			const top = command.to === 'start' ? start : clampTop({place: rows.count, row: 0}, rows);
			return withPreview(state, {...preview, top});
		}

		case 'sideways': {
			const sideways = Math.max(0, Math.min(maxSideways, preview.sideways + command.cells));
			return preview.wrap ? state : withPreview(state, {...preview, sideways});
		}

		case 'wrap': {
			const wrap = !preview.wrap;
			const laidOut = textRows(document, wrap, state.view.size);
			const top = clampTop({place: preview.top.place, row: 0}, laidOut);
			return withPreview(state, {...preview, wrap, sideways: 0, top});
		}

		case 'search': {
			const {search} = preview;
			const open = withPreview(state, {...preview, searchStart: preview.top});
			return withView(open, {prompt: {purpose: 'find', text: search, before: search}});
		}

		case 'next-hit': {
			return stepToHit(state, preview, document, command.step, at);
		}
	}
}

/** Wraps around at the ends with a notice. */
function stepToHit(
	state: State,
	preview: OpenPreview,
	document: TextDocument,
	step: 1 | -1,
	at: Instant,
): State {
	const hits = hitLines(document, preview.search) ?? [];
	const from = preview.hit ?? (step === 1 ? preview.top.place - 1 : preview.top.place);
	const next = step === 1 ? hits.find(line => line > from) : hits.findLast(line => line < from);
	const hit = next ?? (step === 1 ? hits[0] : hits.at(-1));

	if (hit === undefined) {
		return confirmTextSearch(state, at);
	}

	const rows = textRows(document, preview.wrap, state.view.size);
	const there = withPreview(state, {...preview, hit, top: scrollToLine(preview.top, hit, rows)});
	return next === undefined
		? withNotice(there, {kind: 'wrapped', to: step === 1 ? 'start' : 'end'}, at)
		: there;
}

function documentOf(preview: OpenPreview | null): TextDocument | null {
	return preview?.content.kind === 'text' ? preview.content.document : null;
}

function withPreview(state: State, preview: OpenPreview): State {
	return {...state, outputs: {...state.outputs, preview}};
}
