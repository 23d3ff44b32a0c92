import type {HeaderModel} from '../state/view-model.ts';
import {clockTime} from './clock-time.ts';
import {blank, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Look} from './look.ts';
import {stateGlyph, stateTone, type RunState} from './run-state.ts';
import {scrubber} from './scrubber.ts';
import {amount} from './units.ts';

/** In this order: what may need the reader first. */
const states: readonly RunState[] = [
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
	const end: Line =
		width < roomForTime ? [] : [span(clockTime(header.now, look.timeZone), 'muted')];
	const separator = span(between, 'border');
	const room = width - lineWidth(end) - taken;
	const parts = [
		{rank: 3, line: [span(look.messages.screen.program, 'title')]},
		{rank: 0, line: header.replay === null ? [] : scrubber(header.replay, width, look)},
		{rank: 0, line: alarm(header, look)},
		{rank: 1, line: counts(header, room, width >= roomForWords, look)},
		{rank: 2, line: [span(amount(header.totalCost, look))]},
	];
	// The least important part goes first until the rest has room.
	const fitting = [3, 2, 1, 0]
		.map(rank =>
			joinLines(
				parts.filter(part => part.rank <= rank).map(({line}) => line),
				separator,
			),
		)
		.find(line => lineWidth(line) <= room);
	return {start: fitting ?? [], end};
}

function alarm({denied, paused}: HeaderModel, {messages}: Look): Line {
	if (denied !== null) {
		return [span(messages.screen.denied, 'bad')];
	}

	return paused ? [span(messages.screen.paused, 'warn')] : [];
}

/** How many runs are in each state that there is, for as many states as fit. */
function counts(header: HeaderModel, room: number, words: boolean, look: Look): Line {
	let line: Line = [];

	for (const state of states) {
		const count = state === 'waiting' ? header.waiting : header.counts[state];

		if (count === 0) {
			continue;
		}

		const text = words ? ` ${count} ${stateWords(state, look)}` : String(count);
		const part = [stateGlyph(state, look), span(text, stateTone(state))];
		const longer = joinLines([line, part], blank(words ? 2 : 1));

		if (lineWidth(longer) > room) {
			break;
		}

		line = longer;
	}

	return line;
}

function stateWords(state: RunState, {messages}: Look): string {
	return state === 'other' ? messages.screen.otherState : messages.screen.phases[state];
}
