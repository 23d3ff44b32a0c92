import type {DownloadPhase} from '../../core/output/download.ts';
import {isFile, outputName} from '../../core/output/output.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import {truncateStart} from '../../terminal/width.ts';
import {
	blank,
	cutLine,
	joinFitting,
	lineWidth,
	progressBar,
	span,
	type Line,
	type Span,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import type {OutputRow} from './select.ts';

const minContent = 10;
const wideGap = 2;
const barCells = 12;
const warnBelowMs: Duration = 300_000;
/** The character that `core/text/sanitize` writes in place of a line break. */
const lineEnd = '⏎';

/** The column `content` gets the cells that the other columns leave free. */
export function outputColumns(
	rows: readonly OutputRow[],
	width: number,
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<OutputRow>> {
	const {glyphs} = appearance;
	const hasContent = rows.some(({download}) => download !== null);
	return [
		{
			id: 'kind',
			width: {min: 1, max: 2},
			priority: Infinity,
			render: ({output}) => [span(glyphs.kinds[output.kind], 'muted')],
		},
		...facts.map(({id, cell, priority}): Column<OutputRow> => ({
			id,
			width: {min: 0, max: id === 'name' && hasContent ? Math.floor(width / 2) : width},
			align: id === 'pixels' || id === 'size' ? 'right' : 'left',
			gap: hasContent ? 1 : wideGap,
			priority,
			render: (row, cells) => cutLine([cell(row, now, appearance)], cells, glyphs.ellipsis),
		})),
		{
			id: 'content',
			width: {min: hasContent ? minContent : 0, weight: 1},
			priority: hasContent ? Infinity : 0,
			render: ({download}, cells) =>
				download === null
					? []
					: cutLine(downloadLine(download.phase, now, cells, appearance), cells, glyphs.ellipsis),
		},
	];
}

type Fact = (row: OutputRow, now: Instant, appearance: Appearance) => Span;

const facts: ReadonlyArray<Pick<Column<OutputRow>, 'id' | 'priority'> & {readonly cell: Fact}> = [
	{id: 'name', cell: nameSpan, priority: Infinity},
	{id: 'pixels', cell: pixelsSpan, priority: 70},
	{id: 'size', cell: sizeSpan, priority: 80},
	{id: 'expiry', cell: expirySpan, priority: 90},
];

/** A click in the terminal opens it, if its address works. */
function nameSpan({output, isLinkMissing}: OutputRow): Span {
	const {address} = output;
	const text = outputName(output);
	return address === null || isLinkMissing ? span(text) : {text, styleName: 'link', link: address};
}

function pixelsSpan({metadata}: OutputRow, _now: Instant, {messages}: Appearance): Span {
	const pixels = metadata?.kind === 'loaded' ? metadata.pixels : null;
	return span(pixels === null ? '' : messages.output.pixels(pixels.width, pixels.height));
}

function sizeSpan({metadata}: OutputRow, _now: Instant, {messages}: Appearance): Span {
	if (metadata?.kind === 'failed' && metadata.why.kind === 'gone') {
		return span(messages.output.gone, 'bad');
	}

	const size = metadata?.kind === 'loaded' ? metadata.size : null;
	return span(size === null ? '' : messages.numbers.size(size));
}

export function expirySpan(
	{expiresAt, isLinkMissing}: Pick<OutputRow, 'expiresAt' | 'isLinkMissing'>,
	now: Instant,
	appearance: Appearance,
): Span {
	const {output: words} = appearance.messages;

	if (isLinkMissing || expiresAt === null) {
		return span(isLinkMissing ? words.linkMissing : '', 'warn');
	}

	const left = expiresAt - now;
	return left <= 0
		? span(words.expired, 'bad')
		: span(
				words.linkLeft(briefCountdown(left, appearance)),
				left <= warnBelowMs ? 'warn' : 'muted',
			);
}

/** Returns the row of a text that is not being saved: its key and its first line, without columns. Null for other rows. */
export function textRowLine({output, download}: OutputRow, {glyphs}: Appearance): Line | null {
	if (isFile(output) || download !== null) {
		return null;
	}

	const lines = output.value.safe.split(lineEnd, 8).map(line => line.trim());
	const kind = [span(glyphs.kinds[output.kind], 'muted'), blank(1), span(output.key.safe)];
	return [...kind, blank(wideGap), span(lines.find(line => line !== '') ?? '')];
}

export function downloadLine(
	phase: DownloadPhase,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const {download} = appearance.messages;
	const {phases, separator} = appearance.glyphs;

	switch (phase.kind) {
		case 'queued':
			return [span(download.queued, 'muted')];
		case 'running':
			return phase.why === null
				? progressLine(phase, now, width, appearance)
				: [span(`${download.why(phase.why)} ${separator} ${download.retrying}`, 'warn')];
		case 'done': {
			const words = [span(`${phases.succeeded} `, 'good'), span(`${download.saved} `)];
			// Truncate the start of the path, because its end matters most.
			const room = Math.max(0, width - lineWidth(words));
			return [...words, span(truncateStart(phase.path.safe, room, appearance.glyphs))];
		}

		case 'failed':
			return [span(`${phases.failed} ${download.why(phase.why)}`, 'bad')];
		case 'canceled':
			return [span(`${phases.canceled} ${download.stopped}`, 'muted')];
	}
}

/** Returns the progress of a download. In a narrow column the bar is left out first, then parts at the end. */
function progressLine(
	{bytes, total, since}: Extract<DownloadPhase, {kind: 'running'}>,
	now: Instant,
	width: number,
	{messages: {numbers, download}, glyphs}: Appearance,
): Line {
	const {percent, size, wholeSeconds} = numbers;
	/** Bytes per millisecond. */
	const rate = now > since ? bytes / (now - since) : 0;
	const share = total === null || total === 0 ? null : Math.min(100, (bytes / total) * 100);
	const shareText = share === null ? size(bytes) : percent(Math.floor(share)).padStart(4);
	const parts: readonly Line[] = [
		share !== null && width > barCells + shareText.length
			? progressBar(share, barCells, glyphs, 'running')
			: [],
		[span(shareText)],
		rate === 0 ? [] : [span(`${size(Math.round(rate * 1000))}/s`, 'muted')],
		rate === 0 || total === null
			? []
			: [span(download.left(wholeSeconds((total - bytes) / rate)), 'muted')],
		total === null ? [] : [span(`${size(bytes)}/${size(total)}`, 'muted')],
	];
	return joinFitting(parts, 1, width);
}
