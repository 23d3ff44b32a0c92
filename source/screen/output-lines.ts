import type {Output} from '../domain/output.ts';
import {isFinal, isSettled} from '../domain/run.ts';
import type {ScreenModel} from '../state/view-model.ts';
import {addressLabel} from './address-label.ts';
import {blank, cutLine, fitLine, lineWidth, span, type Line, type Span} from './line.ts';
import type {Look} from './look.ts';
import {paneLines, type Extent} from './pane-lines.ts';
import {titleLine} from './pane-title.ts';

/** How the end of a line is shown in text from outside (see `terminal/sanitize`). */
const lineEnd = '⏎';

/** The outputs in exactly the extent's rows and cells. */
export function outputLines(model: ScreenModel, extent: Extent, look: Look): readonly Line[] {
	const {outputs, focus} = model;
	const {messages, glyphs} = look;
	const focused = focus === 'outputs';
	const title = titleLine(
		{
			name: messages.screen.panes.outputs,
			...(outputs.total === 0 ? {} : {count: String(outputs.total)}),
			facts: [],
			focused,
			rule: true,
		},
		extent.width,
		look,
	);

	if (outputs.rows.length === 0) {
		return paneLines(title, [[blank(1), span(emptyWords(model, look), 'muted')]], extent, look);
	}

	const mostKey = Math.floor(extent.width / 3);
	const keys = outputs.rows.map(({output}) =>
		cutLine([span(output.key.safe)], mostKey, glyphs.ellipsis),
	);
	const keyCells = Math.max(...keys.map(lineWidth));
	const kinds = Object.values(messages.screen.kinds);
	const kindCells = Math.max(...kinds.map(word => lineWidth([span(word)])));
	const rows = outputs.rows.map(({output, selected}, index) => {
		const head: Line = [
			span(selected ? glyphs.pointer : ' ', 'focus'),
			...fitLine([span(messages.screen.kinds[output.kind], 'muted')], kindCells, ''),
			blank(2),
			...fitLine(keys[index] ?? [], keyCells, ''),
			blank(2),
		];
		return [...head, valueSpan(output, extent.width - 1 - lineWidth(head), look)];
	});
	const selected = focused ? outputs.rows.findIndex(row => row.selected) : -1;
	const below = outputs.total - outputs.first - Math.min(rows.length, extent.height - 1);
	return paneLines(title, rows, extent, look, {above: outputs.first, below, selected});
}

/** An address is a link that says where it leads; of a text the first line that says something is shown. */
function valueSpan({address, value}: Output, width: number, {glyphs}: Look): Span {
	if (address === null) {
		return span(
			value.safe
				.split(lineEnd, 8)
				.find(line => line.trim() !== '')
				?.trim() ?? '',
		);
	}

	return {text: addressLabel(address, width, glyphs.ellipsis), tone: 'link', link: address};
}

function emptyWords({run}: ScreenModel, {messages}: Look): string {
	if (run === null) {
		return '';
	}

	const phase = run.execution?.phase ?? 'other';
	const {noOutputs} = messages.screen;

	if (isFinal(phase)) {
		return noOutputs[phase];
	}

	return isSettled(run) ? noOutputs.unknown : noOutputs.unfinished;
}
