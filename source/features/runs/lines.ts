import type {Instant} from '../../core/time/clock.ts';
import type {ListOrder} from '../../core/saved-state.ts';
import {wrongTerm} from './filter-terms.ts';
import type {RunRow, ScreenModel} from '../../store/view-model.ts';
import {pad} from '../../terminal/width.ts';
import {badges} from './badges.ts';
import {emptyList} from './empty-list.ts';
import {blank, cutLine, joinLines, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Look} from '../../ui/theme/appearance.ts';
import {paneLines, type Extent} from '../../ui/pane-lines.ts';
import {titleLine} from '../../ui/pane-title.ts';
import {runFacts} from '../run/fields.ts';
import {runState, stateGlyph} from '../run/status-text.ts';
import {sortedFact} from './sort-column.ts';
import type {Tone} from '../../ui/theme/theme.ts';
import {typedText} from '../prompt/typed-text.ts';

/** What is left to the title, however much there is to tell of a run; nothing where the list is narrow. */
const leastTitle = 4;
const roomForTitle = 28;

/** What a filter keeps, however much else the title tells: a term of it. */
const leastFilter = 16;

/** The run list in exactly the extent's rows and cells. */
export function runListLines(model: ScreenModel, extent: Extent, look: Look): readonly Line[] {
	const {list, focus, now} = model;
	const {messages, glyphs} = look;
	const focused = focus === 'runs';
	const count = messages.screen.runCount(list.shown, list.total);
	const name = messages.screen.panes.runs;
	const order = orderFact(list.order, look);
	// A long filter gives way to what else the title tells, down to its first term.
	const room = extent.width - 5 - lineWidth([span(`${name} ${count}`)]) - orderCells(order);
	const filter: Line = cutLine(
		list.filter === '' ? [] : [span(`/${typedText(list.filter)}`, filterTone(list.filter))],
		Math.max(leastFilter, room),
		glyphs.ellipsis,
	);
	const facts = [...(filter.length === 0 ? [] : [filter]), ...order];
	const title = titleLine({name, count, facts, focused, rule: false}, extent.width, look);
	const mostId = Math.floor(extent.width / 3);
	const ids = Math.max(
		0,
		...list.rows.map(row => lineWidth(cutLine([span(row.shortId)], mostId, glyphs.ellipsis))),
	);
	const rows = list.rows.map(row => runLine(row, list.order, ids, now, extent.width - 1, look));
	const selected = focused ? list.rows.findIndex(row => row.selected) : -1;
	const below = list.shown - list.first - Math.min(rows.length, extent.height - 1);
	const empty = list.total === 0 ? emptyList(list, now, look).word : messages.screen.noMatch.word;
	const content = rows.length === 0 ? [[blank(1), span(empty, 'muted')]] : rows;
	return paneLines(title, content, extent, look, {above: list.first, below, selected});
}

/** A row of exactly `width` cells. */
function runLine(
	row: RunRow,
	order: ListOrder,
	ids: number,
	now: Instant,
	width: number,
	look: Look,
): Line {
	const {ellipsis, pointer} = look.glyphs;
	const {run} = row;
	const head: Line = [
		span(row.selected ? pointer : ' ', 'focus'),
		stateGlyph(runState(run), look),
		span(markGlyph(row, look), 'key'),
		span(pad(row.shortId, ids, {ellipsis})),
		blank(1),
	];
	const room = Math.max(0, width - lineWidth(head));
	const facts = cutLine(
		joinLines(
			[sortedFact(run, order.key, now, look), runFacts(run, now, width + 1, look)],
			blank(2),
		),
		Math.max(0, room - 1 - (width < roomForTitle ? 0 : leastTitle)),
		ellipsis,
	);
	const title: Line = [span(run.title?.safe ?? '', 'muted')];
	const left = room - lineWidth(facts) - 2 - Math.min(leastTitle, lineWidth(title));
	const news = badges(row.news, left, look);
	const end = joinLines([news, facts], blank(1));
	return [...head, ...spread(title, [blank(1), ...end], room, ellipsis)];
}

/** What the list is sorted by, unless that is the order in which the runs came. */
function orderFact({key, descending}: ListOrder, {messages, glyphs}: Look): readonly Line[] {
	const sign = descending ? glyphs.descending : glyphs.ascending;
	return key === 'added' && !descending
		? []
		: [[span(`${messages.list.sortKeys[key]}${sign}`, 'muted')]];
}

/** A term that makes no sense keeps no run out, which would look like a filter that all pass. */
function filterTone(filter: string): Tone {
	return wrongTerm(filter) === null ? 'key' : 'warn';
}

/** With what keeps it apart from the fact before it. */
function orderCells(facts: readonly Line[]): number {
	return facts.reduce((sum, fact) => sum + 3 + lineWidth(fact), 0);
}

function markGlyph({marked, pinned}: RunRow, {glyphs}: Look): string {
	if (pinned) {
		return marked ? glyphs.runPinnedAndMarked : glyphs.pinnedRun;
	}

	return marked ? glyphs.markedRun : ' ';
}
