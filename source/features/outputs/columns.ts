import type {Instant} from '../../core/time/clock.ts';
import {cutLine, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {addressLabel} from './address-label.ts';
import {downloadLine} from './download/line.ts';
import {expiryText} from './expiry-text.ts';
import type {OutputRow} from './select.ts';

/** Minimum width of a pane for file names and long expiry times, in cells. */
const minWide = 80;
const minContent = 16;
/**
 * The usual width of the pointer, the kind and the key, in cells. In a narrow pane, the content has all cells after
 * this width, so that no other column fits.
 */
const usualStart = 20;
/** The character that `core/text/sanitize` writes for a line break. */
const lineEnd = '⏎';

/** The columns of the outputs. The content takes the cells that the other columns leave. */
export function outputColumns(
	rows: readonly OutputRow[],
	width: number,
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<OutputRow>> {
	const {glyphs, messages} = appearance;
	const isWide = width >= minWide;
	const hasNames = isWide && rows.some(({output}) => output.name !== null);
	const third = Math.floor(width / 3);
	const maxName = Math.floor(width / 4);
	const cut = (text: string, cells: number): Line => cutLine([span(text)], cells, glyphs.ellipsis);
	return [
		{
			id: 'kind',
			width: {min: 0, max: 12},
			priority: 100,
			cell: ({kind}) => [span(`${glyphs.kinds[kind]} ${messages.screen.kinds[kind]}`, 'muted')],
		},
		{
			id: 'key',
			width: {min: 0, max: third},
			priority: Infinity,
			cell: ({output}) => cut(output.key.safe, third),
		},
		{
			id: 'size',
			width: {min: 0, max: 12},
			align: 'right',
			priority: 80,
			cell: row => [sizeText(row, appearance)],
		},
		{
			id: 'expiry',
			width: {min: 0, max: 24},
			priority: 90,
			cell: ({expiresAt}) => [expiryText(expiresAt, now, isWide, appearance)],
		},
		{
			id: 'name',
			width: isWide ? {min: 0, max: maxName} : 0,
			priority: 70,
			cell: ({output}) => cut(output.name?.safe ?? '', maxName),
		},
		{
			id: 'content',
			width: {min: Math.min(minContent, Math.max(6, width - usualStart)), weight: 1},
			priority: Infinity,
			cell: ({output: {address, value}, download}, cells) =>
				download !== null
					? downloadLine(download, now, cells, appearance)
					: address !== null
						? [addressSpan(address, hasNames, cells, appearance)]
						: cut(firstTextLine(value.safe), cells),
		},
	];
}

function sizeText({metadata}: OutputRow, {messages}: Appearance): Span {
	if (metadata?.kind === 'failed' && metadata.why.kind === 'gone') {
		return span(messages.output.gone, 'bad');
	}

	return metadata?.kind === 'loaded' && metadata.size !== null
		? span(messages.numbers.size(metadata.size))
		: span('');
}

/** Shows an address, or only its host if the file name has a column of its own. */
function addressSpan(address: URL, hasName: boolean, width: number, {glyphs}: Appearance): Span {
	const shown = hasName ? new URL('/', address) : address;
	return {text: addressLabel(shown, width, glyphs.ellipsis), styleName: 'link', link: address};
}

function firstTextLine(text: string): string {
	return (
		text
			.split(lineEnd, 8)
			.find(line => line.trim() !== '')
			?.trim() ?? ''
	);
}
