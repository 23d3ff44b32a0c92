import type {Phase} from '../domain/run.ts';
import type {HeaderModel} from '../state/view-model.ts';
import {clockTime} from './clock-time.ts';
import {blank, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Look} from './look.ts';
import {stateGlyph, stateTone, type RunState} from './run-state.ts';
import {amount} from './units.ts';

/** In this order: what may need the reader first. */
const order: readonly RunState[] = [
	'running',
	'queued',
	'waiting',
	'failed',
	'other',
	'canceled',
	'succeeded',
];

/** From this width on the counts have words. */
const roomForWords = 110;

/** What the line above the panes tells: at its start as much as fits `width` cells, and the time at its end. */
export function headerParts(
	header: HeaderModel,
	width: number,
	between: string,
	look: Look,
): {readonly start: Line; readonly end: Line} {
	const {messages} = look;
	const end: Line = [span(clockTime(header.now, look.timeZone), 'muted')];
	const room = width - lineWidth(end) - 6;
	const separator = span(between, 'border');
	const parts: Line[] = [];

	for (const part of [
		[span(messages.screen.program, 'title')],
		alarm(header, look),
		counts(header, width >= roomForWords, look),
		[span(amount(header.totalCost, look))],
	]) {
		if (lineWidth(joinLines([...parts, part], separator)) <= room) {
			parts.push(part);
		}
	}

	return {start: joinLines(parts, separator), end};
}

function alarm({denied, paused}: HeaderModel, {messages}: Look): Line {
	if (denied !== null) {
		return [span(messages.screen.denied, 'bad')];
	}

	return paused ? [span(messages.screen.paused, 'warn')] : [];
}

function counts(header: HeaderModel, words: boolean, look: Look): Line {
	const parts = order
		.map(state => [state, countOf(state, header)] as const)
		.filter(([, count]) => count > 0)
		.map(([state, count]): Line => {
			const word = words ? ` ${stateWords(state, look)}` : '';
			return [
				stateGlyph(state, look),
				span(`${words ? ' ' : ''}${count}${word}`, stateTone(state)),
			];
		});
	return joinLines(parts, blank(words ? 2 : 1));
}

function countOf(state: RunState, {counts: byPhase, waiting}: HeaderModel): number {
	return state === 'waiting' ? waiting : byPhase[state satisfies Phase];
}

function stateWords(state: RunState, {messages}: Look): string {
	return state === 'other' ? messages.screen.otherState : messages.screen.phases[state];
}
