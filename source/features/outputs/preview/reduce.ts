import type {Instant} from '../../../core/time/clock.ts';
import type {Output} from '../../../core/output/output.ts';
import type {TextDocument, PreviewContent} from '../../../core/output/output-view.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Command} from '../../../store/command.ts';
import {readSearch} from '../../log/index/matcher.ts';
import {copyOutput, openOutput, selectedOutput} from '../reduce.ts';
import {selectedRun} from '../../runs/selected-run.ts';
import {isReadable, viewerOverlay, type Viewed} from '../state.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type Transition} from '../../../store/transition.ts';
import {hitLines, scrolled, showLine, textRows, within} from './text-reading.ts';
import {viewerBox} from './box.ts';
import {withNotice, withView} from '../../../store/with-view.ts';

const start = {place: 0, row: 0};
/** Cells that a step sideways may lead to at most: a piece of a line is not longer (see `text-document.ts`). */
const furthest = 4096;

/** What a command makes of the shelf and of an output that is looked at; null where it is about something else. */
export function reducePreviewCommand(
	state: State,
	command: Command,
	at: Instant,
): Transition | null {
	if (command.type === 'show' || command.type === 'preview') {
		return show(state, command.type, at);
	}

	const {viewed} = state.outputs;
	return viewed === null || state.view.overlay?.kind !== 'output'
		? null
		: reduceViewed(state, viewed, command, at);
}

/** Takes in how a look stands; what is told of an earlier one is let be. */
export function setPreview(state: State, ticket: number, content: PreviewContent): State {
	const {viewed} = state.outputs;

	if (viewed?.ticket !== ticket) {
		return state;
	}

	const after = withViewed(state, {...viewed, content});
	return state.view.overlay?.kind === 'output'
		? withView(after, {overlay: viewerOverlay({content})})
		: after;
}

/** Looks for what is being typed, from where the typing began. */
export function findInText(state: State, search: string): State {
	const {viewed} = state.outputs;
	const document = documentOf(viewed);

	if (viewed === null || document === null) {
		return state;
	}

	const hits = hitLines(document, search) ?? [];
	const hit = hits.find(line => line >= viewed.origin.place) ?? hits[0] ?? null;
	const rows = textRows(document, viewed.wrap, state.view.size);
	const top = hit === null ? viewed.origin : showLine(viewed.origin, hit, rows);
	return withViewed(state, {...viewed, search, hit, top});
}

/** Tells where a search that was taken finds nothing. */
export function takeFind(state: State, at: Instant): State {
	const {viewed} = state.outputs;
	const document = documentOf(viewed);
	const isAnswered = typeof readSearch(viewed?.search ?? '') !== 'string';
	return viewed !== null && document !== null && isAnswered && viewed.hit === null
		? withNotice(state, {kind: 'not-in-text', text: cleanName(viewed.search)}, at)
		: state;
}

/** Begins a look at an output. */
export function viewOutput(state: State, run: string, output: Output): Transition {
	const ticket = state.outputs.looks + 1;
	const viewed: Viewed = {
		ticket,
		run,
		output,
		content: {kind: 'fetching', bytes: 0, total: null},
		top: start,
		sideways: 0,
		wrap: true,
		search: '',
		hit: null,
		origin: start,
	};
	return {
		state: withView(
			{...state, outputs: {...state.outputs, viewed, looks: ticket}},
			{overlay: viewerOverlay(viewed)},
		),
		effects: [lookEffect(state, ticket, output)],
	};
}

/** What asks for a look that fits the screen. */
export function lookEffect({view}: Pick<State, 'view'>, ticket: number, output: Output) {
	const {columns, rows} = viewerBox(view.size);
	return {type: 'loadPreview', ticket, output, box: {columns, rows}} as const;
}

/** Shows a text here and anything else on the desktop; a preview is always here. */
function show(state: State, how: 'show' | 'preview', at: Instant): Transition {
	const run = selectedRun(state);
	const output = selectedOutput(state);

	if (run === null || output === null) {
		return noEffects(withNotice(state, {kind: 'nothing-to-open'}, at));
	}

	return how === 'preview' || isReadable(state.outputs, output)
		? viewOutput(state, run.id, output)
		: openOutput(state, output, at);
}

function reduceViewed(
	state: State,
	viewed: Viewed,
	command: Command,
	at: Instant,
): Transition | null {
	const document = documentOf(viewed);

	if (command.type === 'open') {
		return openOutput(state, viewed.output, at);
	}

	if (command.type === 'copy') {
		const {output} = viewed;
		return document === null
			? copyOutput(state, output)
			: {state, effects: [{type: 'copy', text: document.exact, what: output.key.safe}]};
	}

	return isReading(command)
		? noEffects(document === null ? state : read(state, viewed, document, command, at))
		: null;
}

type Reading = Extract<
	Command,
	{type: 'move' | 'page' | 'jump' | 'sideways' | 'wrap' | 'search' | 'next-hit'}
>;

const readings: ReadonlySet<Command['type']> = new Set<Reading['type']>([
	'move',
	'page',
	'jump',
	'sideways',
	'wrap',
	'search',
	'next-hit',
]);

function isReading(command: Command): command is Reading {
	return readings.has(command.type);
}

function read(
	state: State,
	viewed: Viewed,
	document: TextDocument,
	command: Reading,
	at: Instant,
): State {
	const rows = textRows(document, viewed.wrap, state.view.size);

	switch (command.type) {
		case 'move': {
			return withViewed(state, {...viewed, top: scrolled(viewed, rows, command.lines)});
		}

		case 'page': {
			const by = Math.max(1, Math.floor(Math.abs(command.pages) * rows.height));
			const top = scrolled(viewed, rows, Math.sign(command.pages) * by);
			return withViewed(state, {...viewed, top});
		}

		case 'jump': {
			const top = command.to === 'start' ? start : within({place: rows.count, row: 0}, rows);
			return withViewed(state, {...viewed, top});
		}

		case 'sideways': {
			const sideways = Math.max(0, Math.min(furthest, viewed.sideways + command.cells));
			return viewed.wrap ? state : withViewed(state, {...viewed, sideways});
		}

		case 'wrap': {
			const wrap = !viewed.wrap;
			const laidOut = textRows(document, wrap, state.view.size);
			const top = within({place: viewed.top.place, row: 0}, laidOut);
			return withViewed(state, {...viewed, wrap, sideways: 0, top});
		}

		case 'search': {
			const {search} = viewed;
			const open = withViewed(state, {...viewed, origin: viewed.top});
			return withView(open, {prompt: {purpose: 'find', text: search, before: search}});
		}

		case 'next-hit': {
			return stepToHit(state, viewed, document, command.step, at);
		}
	}
}

/** Goes to the next or previous line with a hit, around the ends, which is told. */
function stepToHit(
	state: State,
	viewed: Viewed,
	document: TextDocument,
	step: 1 | -1,
	at: Instant,
): State {
	const hits = hitLines(document, viewed.search) ?? [];
	const from = viewed.hit ?? (step === 1 ? viewed.top.place - 1 : viewed.top.place);
	const next = step === 1 ? hits.find(line => line > from) : hits.findLast(line => line < from);
	const hit = next ?? (step === 1 ? hits[0] : hits.at(-1));

	if (hit === undefined) {
		return takeFind(state, at);
	}

	const rows = textRows(document, viewed.wrap, state.view.size);
	const there = withViewed(state, {...viewed, hit, top: showLine(viewed.top, hit, rows)});
	return next === undefined
		? withNotice(there, {kind: 'wrapped', to: step === 1 ? 'start' : 'end'}, at)
		: there;
}

function documentOf(viewed: Viewed | null): TextDocument | null {
	return viewed?.content.kind === 'text' ? viewed.content.document : null;
}

function withViewed(state: State, viewed: Viewed): State {
	return {...state, outputs: {...state.outputs, viewed}};
}
