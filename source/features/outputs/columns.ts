import {downloadTimeLeftMs, type Download, type DownloadPhase} from '../../core/output/download.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import {truncateStart} from '../../terminal/width.ts';
import {firstKey} from '../../ui/key-name.ts';
import {cutLine, lineWidth, span, type Line, type Span} from '../../ui/line.ts';
import {joinFitting} from '../../ui/parts.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import {bar} from '../../ui/widgets/bars.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import type {OutputRow} from './select.ts';

const minContent = 10;
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
	const {glyphs, messages} = appearance;
	const hasContent = rows.some(
		({output, download}) => output.address === null || download !== null,
	);
	const maxName = hasContent ? Math.floor(width / 2) : width;
	const cut = (text: string, cells: number): Line => cutLine([span(text)], cells, glyphs.ellipsis);
	return [
		{
			id: 'kind',
			width: {min: 1, max: 2},
			priority: Infinity,
			render: ({kind}) => [span(glyphs.kinds[kind], 'muted')],
		},
		{
			id: 'name',
			width: {min: 0, max: maxName},
			priority: Infinity,
			render: (row, columnWidth) =>
				cutLine([linked(outputName(row, rows), row)], columnWidth, glyphs.ellipsis),
		},
		{
			id: 'pixels',
			width: {min: 0, max: 12},
			align: 'right',
			priority: 70,
			render: ({metadata}) => [
				span(
					metadata?.kind === 'loaded' && metadata.pixels !== null
						? messages.output.pixels(metadata.pixels.width, metadata.pixels.height)
						: '',
				),
			],
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
					: expiryText(row.expiresAt, now, appearance),
			],
		},
		{
			id: 'content',
			width: {min: hasContent ? minContent : 0, weight: 1},
			priority: hasContent ? Infinity : 0,
			render: ({output: {address, value}, download}, columnWidth) =>
				download !== null
					? downloadLine(download, now, columnWidth, appearance)
					: cut(address === null ? firstTextLine(value.safe) : '', columnWidth),
		},
	];
}

/** A text that a click in the terminal opens, if the output has an address that works. */
function linked(text: string, {output: {address}, isLinkMissing}: OutputRow): Span {
	return address === null || isLinkMissing ? span(text) : {text, styleName: 'link', link: address};
}

/** The name of the file, and the key too if another output has the same name; without a name, the key. */
function outputName({output: {key, name}}: OutputRow, rows: readonly OutputRow[]): string {
	const twins = rows.filter(({output}) => output.name?.exact === name?.exact);
	return name === null ? key.safe : twins.length > 1 ? `${name.safe} ${key.safe}` : name.safe;
}

function sizeText({metadata}: OutputRow, {messages}: Appearance): Span {
	if (metadata?.kind === 'failed' && metadata.why.kind === 'gone') {
		return span(messages.output.gone, 'bad');
	}

	return metadata?.kind === 'loaded' && metadata.size !== null
		? span(messages.numbers.size(metadata.size))
		: span('');
}

/** Empty if `expiresAt` is null (unknown). */
export function expiryText(expiresAt: Instant | null, now: Instant, appearance: Appearance): Span {
	const {output} = appearance.messages;

	if (expiresAt === null) {
		return span('');
	}

	const left = expiresAt - now;
	return left <= 0
		? span(output.expired, 'bad')
		: span(
				output.linkLeft(briefCountdown(left, appearance)),
				left <= warnBelowMs ? 'warn' : 'muted',
			);
}

function firstTextLine(text: string): string {
	const lines = text.split(lineEnd, 8).map(line => line.trim());
	return lines.find(line => line !== '') ?? '';
}

/** How far a download is, or how it ended. */
export function downloadLine(
	{phase}: Pick<Download, 'phase'>,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const {glyphs} = appearance;
	return cutLine(phaseLine(phase, now, width, appearance), width, glyphs.ellipsis);
}

function phaseLine(
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
		case 'renewing':
			return [span(download.renewing, 'muted')];
		case 'running':
			return progressLine(phase, width, appearance);
		case 'waiting': {
			const wait = briefCountdown(phase.until - now, appearance);
			return [span(`${download.why(phase.why)} ${separator} ${download.retryIn(wait)}`, 'warn')];
		}

		case 'done': {
			const words = `${download.saved} `;
			// Truncate the start of the path, because its end matters most.
			const room = Math.max(0, width - 2 - lineWidth([span(words)]));
			const path = truncateStart(phase.path.safe, room, appearance.glyphs);
			return [span(`${phases.succeeded} `, 'good'), span(words), span(path)];
		}

		case 'failed':
			return [span(`${phases.failed} ${download.why(phase.why)}`, 'bad')];
		case 'canceled': {
			const key = firstKey('download', appearance);
			return [span(`${phases.canceled} ${download.stopped(key)}`, 'muted')];
		}
	}
}

/** In a narrow column the bar is left out first, then parts at the end. */
function progressLine(
	phase: Extract<DownloadPhase, {kind: 'running'}>,
	width: number,
	appearance: Appearance,
): Line {
	const {bytes, total, rate} = phase;
	const {numbers, download} = appearance.messages;
	const {percent, size, wholeSeconds} = numbers;
	const left = downloadTimeLeftMs(phase);
	const share = total === null || total === 0 ? null : Math.min(100, (bytes / total) * 100);
	const shareText = share === null ? size(bytes) : percent(Math.floor(share)).padStart(4);
	const hasBar = share !== null && width > barCells + shareText.length;
	const parts: readonly Line[] = [
		hasBar ? bar(share, barCells, appearance.glyphs, 'running') : [],
		[span(shareText)],
		rate === null ? [] : [span(`${size(rate)}/s`, 'muted')],
		left === null ? [] : [span(download.left(wholeSeconds(left)), 'muted')],
		total === null ? [] : [span(`${size(bytes)}/${size(total)}`, 'muted')],
	];
	return joinFitting(parts, 1, width);
}
