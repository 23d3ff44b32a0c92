import type {Instant} from '../domain/clock.ts';
import type {RunRow, ScreenModel} from '../state/view-model.ts';
import {pad} from '../terminal/width.ts';
import {blank, cutLine, lineWidth, span, spread, type Line} from './line.ts';
import type {Look} from './look.ts';
import {paneLines, type Extent} from './pane-lines.ts';
import {titleLine} from './pane-title.ts';
import {runFacts} from './run-facts.ts';
import {runState, stateGlyph} from './run-state.ts';
import {typedText} from './typed-text.ts';

/** What is left to the title, however much there is to tell of a run; nothing where the list is narrow. */
const leastTitle = 4;
const roomForTitle = 28;

/** The run list in exactly the extent's rows and cells. */
export function runListLines(model: ScreenModel, extent: Extent, look: Look): readonly Line[] {
	const {list, focus, now} = model;
	const {messages, glyphs} = look;
	const focused = focus === 'runs';
	const count = messages.screen.runCount(list.shown, list.total);
	const facts = list.filter === '' ? [] : [[span(`/${typedText(list.filter)}`, 'key')]];

	const title = titleLine(
		{name: messages.screen.panes.runs, count, facts, focused, rule: false},
		extent.width,
		look,
	);
	const mostId = Math.floor(extent.width / 3);
	const ids = Math.max(
		0,
		...list.rows.map(row => lineWidth(cutLine([span(row.shortId)], mostId, glyphs.ellipsis))),
	);
	const rows = list.rows.map(row => runLine(row, ids, now, extent.width - 1, look));
	const selected = focused ? list.rows.findIndex(row => row.selected) : -1;
	const below = list.shown - list.first - Math.min(rows.length, extent.height - 1);
	const empty = list.total === 0 ? messages.screen.noRuns.word : messages.screen.noMatch.word;
	const content = rows.length === 0 ? [[blank(1), span(empty, 'muted')]] : rows;
	return paneLines(title, content, extent, look, {above: list.first, below, selected});
}

/** A row of exactly `width` cells. */
function runLine(row: RunRow, ids: number, now: Instant, width: number, look: Look): Line {
	const {ellipsis, pointer} = look.glyphs;
	const {run} = row;
	const head: Line = [
		span(row.selected ? pointer : ' ', 'focus'),
		stateGlyph(runState(run), look),
		blank(1),
		span(pad(row.shortId, ids, {ellipsis})),
		blank(1),
	];
	const room = Math.max(0, width - lineWidth(head));
	const facts = cutLine(
		runFacts(run, now, width + 1, look),
		Math.max(0, room - 1 - (width < roomForTitle ? 0 : leastTitle)),
		ellipsis,
	);
	const title: Line = [span(run.title?.safe ?? '', 'muted')];
	return [...head, ...spread(title, [blank(1), ...facts], room, ellipsis)];
}
