import {isOver} from '../domain/ledger.ts';
import type {HeaderModel} from '../state/view-model.ts';
import {clockMinute, clockTime} from './clock-time.ts';
import {blank, cutLine, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Look} from './look.ts';
import {stateGlyph, stateTone, type RunState} from './run-state.ts';
import {scrubber} from './scrubber.ts';
import {amount} from './units.ts';

/** In this order: what may need the reader first. */
const states: readonly RunState[] = [
	'stalled',
	'running',
	'queued',
	'waiting',
	'failed',
	'other',
	'canceled',
	'succeeded',
];

/** From this width on the counts have words; below the other the time gives way to them. */
const roomForWords = 110;
const roomForTime = 32;

/** What the frame and the gaps around what is written take. */
const taken = 7;

/** What the line above the panes tells: at its start as much as fits `width` cells, and the time at its end. */
export function headerParts(
	header: HeaderModel,
	width: number,
	between: string,
	look: Look,
): {readonly start: Line; readonly end: Line} {
	const end: Line = width < roomForTime ? [] : [span(timeOf(header, look), 'muted')];
	const separator = span(between, 'border');
	const room = width - lineWidth(end) - taken;
	const saving = downloads(header, look);
	const left = saving.length === 0 ? room : room - lineWidth(saving) - lineWidth([separator]);
	const partsOf = (words: boolean) => [
		{rank: 4, line: [span(look.messages.screen.program, 'title')]},
		{rank: 3, line: header.profile === null ? [] : [span(header.profile, 'key')]},
		{rank: 1, line: header.replay === null ? [] : scrubber(header.replay, width, room, look)},
		{rank: 0, line: alarm(header, look)},
		{rank: 2, line: saving},
		{rank: 2, line: counts(header, left, words, look)},
		{rank: 3, line: spending(header, look)},
	];
	// The least important part goes first until the rest has room; the counts lose their words before they go.
	const fitting = [
		...(width < roomForWords ? [] : [4, 3, 2].map(rank => ({rank, words: true}))),
		...[4, 3, 2, 1, 0].map(rank => ({rank, words: false})),
	]
		.map(({rank, words}) =>
			joinLines(
				partsOf(words)
					.filter(part => part.rank <= rank)
					.map(({line}) => line),
				separator,
			),
		)
		.find(line => lineWidth(line) <= room);
	return {start: fitting ?? cutLine(alarm(header, look), room, look.glyphs.ellipsis), end};
}

/** Seconds that jump by five would look like a fault. */
function timeOf({now}: HeaderModel, {calm, timeZone}: Look): string {
	return calm ? clockMinute(now, timeZone) : clockTime(now, timeZone);
}

/** What needs the reader; a refused key goes before all else. */
function alarm({denied, paused, spent, budget}: HeaderModel, {messages, glyphs}: Look): Line {
	if (denied !== null) {
		return [span(messages.screen.denied, 'bad')];
	}

	return joinLines(
		[
			isOver(spent, budget) ? [span(`${glyphs.stale} ${messages.money.overBudget}`, 'warn')] : [],
			paused ? [span(messages.screen.paused, 'warn')] : [],
		],
		blank(2),
	);
}

/** What all runs cost; with a budget, what this session did of it. */
function spending({totalCost, spent, budget}: HeaderModel, look: Look): Line {
	if (budget === null) {
		return [span(amount(totalCost, look))];
	}

	const {of} = look.messages.money;
	return [
		span(of(amount(spent, look), amount(budget, look)), isOver(spent, budget) ? 'warn' : undefined),
	];
}

/** How many outputs are being saved, and how much of them. */
function downloads({downloads: saving}: HeaderModel, {glyphs, messages: {numbers}}: Look): Line {
	if (saving === null) {
		return [];
	}

	const {underWay, percent} = saving;
	const share = percent === null ? '' : ` ${numbers.percent(Math.floor(percent))}`;
	return [span(`${glyphs.download}${numbers.count(underWay)}${share}`, 'running')];
}

/** How many runs are in each state that there is, for as many states as fit. */
function counts(header: HeaderModel, room: number, words: boolean, look: Look): Line {
	const all = countsOf(header);
	let line: Line = [];

	for (const state of states) {
		const count = all[state];

		if (count === 0) {
			continue;
		}

		const number = look.messages.numbers.count(count);
		const text = words ? ` ${number} ${stateWords(state, look)}` : number;
		const part = [stateGlyph(state, look), span(text, stateTone(state))];
		const longer = joinLines([line, part], blank(words ? 2 : 1));

		if (lineWidth(longer) > room) {
			break;
		}

		line = longer;
	}

	return line;
}

/** A run that stands still is not counted as running, so that all counts together are all runs. */
function countsOf(header: HeaderModel): Readonly<Record<RunState, number>> {
	const {counts: phases, waiting, stalled} = header;
	return {...phases, waiting, stalled, running: phases.running - stalled};
}

function stateWords(state: RunState, {messages}: Look): string {
	return state === 'other' ? messages.screen.otherState : messages.screen.phases[state];
}
