import type {Duration, Instant} from '../../core/time/clock.ts';
import {truncate, truncateStart} from '../../terminal/width.ts';
import {cutLine, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown, briefDuration} from '../../ui/units.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {downloadLine} from './download/line.ts';
import type {OutputRow} from './select.ts';

/** Minimum width in which file names and long expiry texts (`expires in 3m`) are shown. */
const minWide = 80;
const minContent = 16;
const warnBelowMs: Duration = 300_000;
/**
 * The number of cells that the selection marker, the kind and the key of an output usually take, and its expiry. The
 * minimum width of the content column is the rest of the pane, at most `minContent` cells. So in a narrow pane the kind
 * and the expiry still fit as long as a host does. The size is then hidden, and in a very narrow pane the expiry too.
 */
const usualStart = 20;
const usualExpiry = 9;
const minHost = 13;
/** The character that `core/text/sanitize` writes in place of a line break. */
const lineEnd = '⏎';

/** The column `content` gets the cells that the other columns leave free. */
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
			render: ({kind}) => [span(`${glyphs.kinds[kind]} ${messages.screen.kinds[kind]}`, 'muted')],
		},
		{
			id: 'key',
			width: {min: 0, max: third},
			priority: Infinity,
			render: ({output}) => cut(output.key.safe, third),
		},
		{
			id: 'size',
			width: {min: 0, max: 12},
			align: 'right',
			priority: 80,
			render: row => [sizeText(row, appearance)],
		},
		{
			id: 'expiry',
			width: {min: 0, max: 24},
			priority: 90,
			render: row => [
				row.isLinkMissing
					? span(messages.output.linkMissing, 'warn')
					: expiryText(row.expiresAt, now, isWide, appearance),
			],
		},
		{
			id: 'name',
			width: isWide ? {min: 0, max: maxName} : 0,
			priority: 70,
			render: ({output}) => cut(output.name?.safe ?? '', maxName),
		},
		{
			id: 'content',
			width: {min: minContentIn(width), weight: 1},
			priority: Infinity,
			render: ({output: {address, value}, download, isLinkMissing}, columnWidth) =>
				download !== null
					? downloadLine(download, now, columnWidth, appearance)
					: address !== null
						? [addressSpan(address, {hasName: hasNames, isLinkMissing}, columnWidth, appearance)]
						: cut(firstTextLine(value.safe), columnWidth),
		},
	];
}

function minContentIn(width: number): number {
	const rest = width - usualStart;
	return Math.max(6, Math.min(minHost, rest), Math.min(minContent, rest - usualExpiry));
}

function sizeText({metadata}: OutputRow, {messages}: Appearance): Span {
	if (metadata?.kind === 'failed' && metadata.why.kind === 'gone') {
		return span(messages.output.gone, 'bad');
	}

	return metadata?.kind === 'loaded' && metadata.size !== null
		? span(messages.numbers.size(metadata.size))
		: span('');
}

/** Empty if `expiresAt` is null (unknown). `long`: whether to write `expires in 3m` instead of `3m left`. */
export function expiryText(
	expiresAt: Instant | null,
	now: Instant,
	long: boolean,
	appearance: Appearance,
): Span {
	const {output} = appearance.messages;

	if (expiresAt === null) {
		return span('');
	}

	const left = expiresAt - now;

	if (left <= 0) {
		const time = briefDuration(-left, appearance);
		return span(long ? output.expired(time) : output.expiredShort, 'bad');
	}

	const time = briefCountdown(left, appearance);
	return span(
		long ? output.expires(time) : output.expiresShort(time),
		left <= warnBelowMs ? 'warn' : 'muted',
	);
}

/** Shows only the host of an address if the file name has a column of its own. */
function addressSpan(
	address: URL,
	{hasName, isLinkMissing}: {readonly hasName: boolean; readonly isLinkMissing: boolean},
	width: number,
	{glyphs}: Appearance,
): Span {
	const shown = hasName ? new URL('/', address) : address;
	const label = addressLabel(shown, width, glyphs.ellipsis);
	return isLinkMissing ? span(label, 'muted') : {text: label, styleName: 'link', link: address};
}

/** Omits user name, query and fragment (possible secrets). Never cuts the end of the host, which names its owner. */
export function addressLabel(address: URL, width: number, ellipsis: string): string {
	const {protocol, host, pathname, search} = address;
	const origin = `${protocol}//${host}`;
	const rest = `${pathname === '/' ? '' : pathname}${search === '' ? '' : `?${ellipsis}`}`;
	// The label is ASCII except for the ellipsis, so its length is its width in cells.
	const label = [`${origin}${rest}`, `${host}${rest}`].find(text => text.length <= width);

	if (label !== undefined) {
		return label;
	}

	if (host.length >= width) {
		return truncateStart(host, width, {ellipsis});
	}

	return truncate(`${origin.length + 2 <= width ? origin : host}${rest}`, width, {ellipsis});
}

function firstTextLine(text: string): string {
	const lines = text.split(lineEnd, 8).map(line => line.trim());
	return lines.find(line => line !== '') ?? '';
}
