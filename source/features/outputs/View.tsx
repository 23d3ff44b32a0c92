import type {Instant} from '../../core/time/clock.ts';
import type {Output} from '../../core/output/output.ts';
import {isDone} from '../../core/run.ts';
import {isFinal} from '../../core/execution.ts';
import type {ScreenModel} from '../../store/view-model.ts';
import type {OutputRow} from './select.ts';
import {addressLabel} from './address-label.ts';
import {downloadLine} from './download/line.ts';
import {expiryText} from './expiry-text.ts';
import {blank, cutLine, fitLine, lineWidth, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Rows} from '../../ui/widgets/Rows.tsx';
import type {PaneViewProps} from '../../ui/view-props.ts';

/** How `core/text/sanitize` shows a line break. */
const lineEnd = '⏎';
/** Minimum cells of the address before other columns get room, and of the name. */
const minAddress = 16;
const minName = 12;
const maxName = 40;
const minWidthForLongExpiry = 60;

/** The outputs of the selected run. */
export function OutputsView({model, size}: PaneViewProps) {
	const appearance = useAppearance();
	const {outputs, focus} = model;
	const {messages} = appearance;
	const focused = focus === 'outputs';
	const leftOut = model.run?.execution?.outputsLeftOut ?? 0;
	const visible = outputs.rows.slice(0, size.height - 1);
	return (
		<Pane
			size={size}
			title={{
				number: 4,
				name: [span(messages.screen.panes.outputs)],
				...(outputs.total === 0 ? {} : {count: messages.numbers.count(outputs.total)}),
				fields: leftOut === 0 ? [] : [[span(messages.screen.outputsLeftOut(leftOut), 'warn')]],
				above: outputs.first,
				below: outputs.total - outputs.first - visible.length,
			}}
			focused={focused}
		>
			<Rows
				lines={
					outputs.rows.length === 0
						? [[blank(1), span(emptyText(model, appearance), 'muted')]]
						: outputLines(visible, model.now, size.width, appearance)
				}
				width={size.width}
				selected={focused ? visible.findIndex(row => row.selected) : -1}
			/>
		</Pane>
	);
}

function outputLines(
	outputRows: readonly OutputRow[],
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const heads = headLines(outputRows, width, appearance);
	const room = width - 1 - Math.max(...heads.map(lineWidth));
	const columns = columnsFor(outputRows, now, room, appearance);
	return outputRows.map((row, index): Line => {
		const head = heads[index] ?? [];
		return row.output.address === null && row.download === null
			? [...head, span(firstTextLine(row.output))]
			: [...head, ...detailColumns(row, columns, now, room, appearance)];
	});
}

/** The first columns of each row: pointer, kind, key. */
function headLines(
	rows: readonly OutputRow[],
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {messages, glyphs} = appearance;
	const keys = rows.map(({output}) =>
		cutLine([span(output.key.safe)], Math.floor(width / 3), glyphs.ellipsis),
	);
	const keyCells = Math.max(...keys.map(lineWidth));
	const words = Object.values(messages.screen.kinds);
	const kindCells = 2 + Math.max(...words.map(word => lineWidth([span(word)])));
	return rows.map(({selected, kind}, index) => [
		span(selected ? glyphs.pointer : ' ', 'focus'),
		...fitLine(
			[span(`${glyphs.kinds[kind]} ${messages.screen.kinds[kind]}`, 'muted')],
			kindCells,
			'',
		),
		blank(2),
		...fitLine(keys[index] ?? [], keyCells, ''),
		blank(2),
	]);
}

/** Width of each column in cells; zero hides it. */
type Columns = {readonly size: number; readonly expiry: number; readonly name: number};

/** Assigns the room by priority: expiry, size, name. */
function columnsFor(
	rows: readonly OutputRow[],
	now: Instant,
	room: number,
	appearance: Appearance,
): Columns {
	let left = room - minAddress;
	const take = (line: Line): number => lineWidth(line);
	const widest = (texts: readonly Line[], most: number): number => {
		const cells = Math.min(most, Math.max(0, ...texts.map(take)));

		if (cells === 0 || cells + 2 > left) {
			return 0;
		}

		left -= cells + 2;
		return cells;
	};

	const expiry = widest(
		rows.map(row => [expiryText(row.expiresAt, now, room >= minWidthForLongExpiry, appearance)]),
		room,
	);
	const size = widest(
		rows.map(row => [sizeText(row, appearance)]),
		room,
	);
	const name =
		left >= minName + 2
			? widest(
					rows.map(({output}) => [span((output.name?.safe ?? '').slice(0, maxName))]),
					Math.min(maxName, left - 2),
				)
			: 0;
	return {size, expiry, name};
}

/** The columns after kind and key, for a file or a text being downloaded. */
function detailColumns(
	row: OutputRow,
	{size, expiry, name}: Columns,
	now: Instant,
	room: number,
	appearance: Appearance,
): Line {
	const {ellipsis} = appearance.glyphs;
	const {output, download} = row;
	const column = (cells: number, line: Line): Line =>
		cells === 0 ? [] : [...fitLine(line, cells, ellipsis), blank(2)];
	const fields: Line = [
		...column(size, rightAligned(sizeText(row, appearance), size)),
		...column(expiry, [expiryText(row.expiresAt, now, room >= minWidthForLongExpiry, appearance)]),
	];
	const left = room - lineWidth(fields);

	if (download !== null) {
		return left < minAddress
			? downloadLine(download, now, room, appearance)
			: [...fields, ...downloadLine(download, now, left, appearance)];
	}

	const named: Line = column(name, [span(output.name?.safe ?? '')]);
	return [
		...fields,
		...named,
		...(output.address === null
			? []
			: [addressSpan(output.address, left - lineWidth(named), name > 0, appearance)]),
	];
}

/** Only the host if the file name has its own column. */
function addressSpan(address: URL, width: number, named: boolean, {glyphs}: Appearance): Span {
	const shown = named ? new URL('/', address) : address;
	return {text: addressLabel(shown, width, glyphs.ellipsis), styleName: 'link', link: address};
}

function sizeText({metadata}: OutputRow, {messages}: Appearance): Span {
	if (metadata?.kind === 'failed' && metadata.why.kind === 'gone') {
		return span(messages.output.gone, 'bad');
	}

	return metadata?.kind === 'loaded' && metadata.size !== null
		? span(messages.numbers.size(metadata.size))
		: span('');
}

function rightAligned(piece: Span, cells: number): Line {
	return [blank(cells - lineWidth([piece])), piece];
}

function firstTextLine({value}: Output): string {
	return (
		value.safe
			.split(lineEnd, 8)
			.find(line => line.trim() !== '')
			?.trim() ?? ''
	);
}

function emptyText({run}: ScreenModel, {messages}: Appearance): string {
	if (run === null) {
		return '';
	}

	const phase = run.execution?.phase ?? 'other';
	const {noOutputs} = messages.screen;

	if (isFinal(phase)) {
		return noOutputs[phase];
	}

	return isDone(run) ? noOutputs.unknown : noOutputs.unfinished;
}
