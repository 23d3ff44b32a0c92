import type {Phase} from '../core/execution.ts';
import type {Run} from '../core/run.ts';
import {alertText, writeJson} from '../events/event-lines.ts';
import {endingText, runFieldTexts, tallyText} from '../events/run-texts.ts';
import {distinctInputs, labelOf, shortIds} from '../features/runs/index.ts';
import type {Messages} from '../i18n/messages.ts';
import type {State} from '../store/state.ts';
import {truncate} from '../terminal/width.ts';
import {glyphsFor} from '../ui/theme/glyphs.ts';
import type {NotifiedEvent} from './notified-events.ts';

/** A message for a chat. No text in it mentions anybody or becomes a link with another text. */
export type ChannelMessage = {
	readonly title: string;
	readonly lines: readonly string[];
	/** Returns the text that replaces lines that do not fit. */
	readonly more: (lines: number) => string;
	/** The events as `--json` writes them. */
	readonly events: readonly string[];
};

const maxLines = 20;
/** A Chinese character takes two cells. */
const maxLineCells = 500;
const maxTitleCells = 120;
const glyphs = glyphsFor(false).phases;
const phaseOrder: readonly (Phase | undefined)[] = ['failed', undefined, 'canceled', 'succeeded'];

/** Composes the message about some events. Failures come first, so that they are cut last. */
export function composeMessage(
	events: readonly NotifiedEvent['event'][],
	state: Pick<State, 'runs' | 'saved'>,
	messages: Messages,
): ChannelMessage {
	const ended = events.filter(event => event.event === 'run').map(({run}) => run);
	const {title, body} = endingText(ended, messages);
	const sorted = events.toSorted((a, b) => rank(a) - rank(b));
	return {
		title: ended.length > 1 ? `${title} · ${body}` : 'chenyu-top',
		lines: sorted.map(event => escapeMarkup(lineOf(event, state, messages))),
		more: messages.events.andMore,
		events: events.map(event => writeJson(event)),
	};
}

export function testMessage({events}: Messages): ChannelMessage {
	return {title: 'chenyu-top', lines: [events.testMessage], more: events.andMore, events: []};
}

/** Returns the title and as many lines as fit into a number of bytes. The last one says how many are left out. */
export function fitLines(
	{title, lines, more}: ChannelMessage,
	maxBytes: number,
): readonly string[] {
	const kept = [title];
	let bytes = Buffer.byteLength(`${title}\n${more(lines.length)}`);

	for (const line of lines.slice(0, maxLines)) {
		bytes += Buffer.byteLength(line) + 1;

		if (bytes > maxBytes) {
			break;
		}

		kept.push(line);
	}

	const leftOut = lines.length + 1 - kept.length;
	return leftOut === 0 ? kept : [...kept, more(leftOut)];
}

function rank(event: NotifiedEvent['event']): number {
	return phaseOrder.indexOf(event.event === 'run' ? event.run.execution?.phase : undefined);
}

function lineOf(
	event: NotifiedEvent['event'],
	state: Pick<State, 'runs' | 'saved'>,
	messages: Messages,
): string {
	const {events} = messages;
	const name = event.run === null ? '' : nameOf(event.run, state) + events.colon;

	if (event.event === 'run') {
		const glyph = glyphs[event.run.execution?.phase ?? 'waiting'];
		return `${glyph} ${name}${runFieldTexts(event.run, messages).join(' · ')}`;
	}

	const text = alertText(event, messages);

	if (event.kind === 'all-done') {
		const cost = events.cost(event.counts.totalCost);
		return `${text}${events.colon}${tallyText(event.counts, messages, cost)}`;
	}

	return `! ${name}${text}`;
}

/** The label, the title and the input by which people know a run, and its id. */
function nameOf(run: Run, state: Pick<State, 'runs' | 'saved'>): string {
	const texts = [
		labelOf(state, run.id)?.safe,
		run.title?.safe,
		...distinctInputs(run, state.runs).slice(0, 1),
	].filter(text => text !== undefined);
	const id = shortIds(state.runs).get(run.id) ?? run.safeId;
	return texts.length === 0 ? id : `${truncate(texts.join(' · '), maxTitleCells)} · ${id}`;
}

/** Replaces what a chat could take for a mention (`@all`, `<at …>`, `<@user>`) or for a link in Markdown. */
function escapeMarkup(line: string): string {
	return truncate(line, maxLineCells)
		.replaceAll('@', '＠')
		.replaceAll('<', '＜')
		.replaceAll('](', '] (');
}
