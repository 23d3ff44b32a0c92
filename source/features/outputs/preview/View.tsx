import {executionCost} from '../../../core/execution.ts';
import type {RenderedImage} from '../../../core/output/output-view.ts';
import {outputName} from '../../../core/output/output.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {paintRow} from '../../../terminal/output/half-blocks.ts';
import {wrap} from '../../../terminal/wrap-text.ts';
import {useAppearance} from '../../../ui/appearance-context.ts';
import {keysIn} from '../../../ui/key-name.ts';
import {blank, cutLine, lineWidth, span, type Line, type Span} from '../../../ui/line.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import type {StyleName} from '../../../ui/theme/theme.ts';
import {briefAmount} from '../../../ui/units.ts';
import {packFields} from '../../../ui/widgets/fields.ts';
import {Overlay, type OverlayViewProps} from '../../../ui/widgets/Overlay.tsx';
import {Rows} from '../../../ui/widgets/Row.tsx';
import {highlight} from '../../log/row-line.ts';
import type {Size} from '../../panes/index.ts';
import {expirySpan} from '../columns.ts';
import type {PreviewModel} from '../select.ts';
import {imageMargin} from './box.ts';

const maxSentenceRows = 8;
const maxName = 40;
const noPicture = {number: 0, count: 0, hasMore: false, marked: 0, isMarked: false};
const noText = {search: '', hits: 0, hitNumber: null};

export function PreviewView({overlay: {content: preview, now}, box}: OverlayViewProps<'output'>) {
	const appearance = useAppearance();

	if (preview === null) {
		return null;
	}

	const {text, picture, output} = preview;
	const thumbnails = picture?.thumbnails ?? null;
	const details = picture === null ? [] : detailLines(picture, box.contentWidth, appearance);
	const size = {columns: box.contentWidth, rows: box.contentHeight - details.length};
	const content =
		thumbnails === null
			? contentLines(preview, size, appearance)
			: thumbnailLines(thumbnails, appearance);
	return (
		<Overlay
			box={box}
			title={{
				name: cutLine([span(outputName(output))], maxName, appearance.glyphs.ellipsis),
				parts: titleParts(preview, now, appearance),
				hiddenAbove: text?.above ?? false,
				hiddenBelow: text?.below ?? false,
			}}
		>
			<Rows lines={[...details, ...content.slice(0, size.rows)]} width={size.columns} />
		</Overlay>
	);
}

/** What tells the outputs apart comes first, since a narrow title is cut at its end. */
function titleParts(
	{content, text, output, picture, ...link}: PreviewModel,
	now: Instant,
	appearance: Appearance,
): readonly Line[] {
	const {glyphs, messages} = appearance;
	const {output: words, log, numbers} = messages;
	const {number, count, hasMore, marked, isMarked} = picture ?? noPicture;
	const {search, hits, hitNumber} = text ?? noText;
	const expiry = expirySpan(link, now, appearance);
	return [
		span(number === 0 ? '' : words.pictureNumber(number, count, hasMore)),
		span(marked === 0 ? '' : words.marked(marked)),
		span(isMarked ? `${glyphs.markedRun} ${words.isMarked}` : '', 'selected'),
		...contentParts(),
		span(search === '' ? '' : log.hits(hitNumber, hits), hits === 0 ? 'warn' : 'hit'),
		span(output.name === null ? '' : output.key.safe, 'muted'),
		span(output.address?.host ?? '', 'muted'),
	]
		.filter(part => part.text !== '')
		.map(part => cutLine([part], maxName, glyphs.ellipsis));

	function contentParts(): readonly Span[] {
		switch (content.kind) {
			case 'text': {
				const {lines, size, isTruncated} = content.document;
				const cut = span(isTruncated ? words.cut : '', 'warn');
				return [span(words.lines(lines.length)), expiry, span(numbers.size(size)), cut];
			}

			case 'image': {
				const {format, width, height, size} = content.fields;
				const pixels = span(`${format} ${words.pixels(width, height)}`);
				return [pixels, expiry, span(numbers.size(size))];
			}

			case 'unsupported':
			case 'loading':
			case 'failed':
				return [span(words.kinds[output.kind], 'muted'), expiry];
		}
	}
}

/** `size`: the space below the title. */
function contentLines(
	{content, text}: PreviewModel,
	size: Size,
	appearance: Appearance,
): readonly Line[] {
	const {messages, paint} = appearance;
	const {output: words} = messages;
	const keys = keysIn(appearance);

	switch (content.kind) {
		case 'text':
			return (text?.rows ?? []).map(row => [
				blank(1),
				...highlight(row.text, row.hits, undefined, row.current ? 'current-hit' : 'hit'),
			]);
		case 'image':
			return content.image.protocol === 'cells' && (paint.color < 2 || paint.ascii)
				? sentenceLines(words.needsColors(keys), 'warn', size)
				: imageLines(content.image, size, appearance);
		case 'loading':
			return sentenceLines(words.loading, 'muted', size);
		case 'failed':
			return sentenceLines(words.noPreview(content.why, keys), 'warn', size);
		case 'unsupported':
			return sentenceLines(words.noPreview(null, keys), 'muted', size);
	}
}

function sentenceLines(text: string, styleName: StyleName, {columns}: Size): readonly Line[] {
	const rows = wrap(text, columns - 2, maxSentenceRows);
	return rows.map(row => [blank(1), span(row, styleName)]);
}

/** Draws an image of half-block characters. Any other image is not drawn here, but by a graphics protocol. */
function imageLines(image: RenderedImage, size: Size, {paint}: Appearance): readonly Line[] {
	if (image.protocol !== 'cells') {
		return [];
	}

	const {columns, rows, pixels} = image;
	const margin = imageMargin(image, {...size, columns: size.columns - 2});
	const indent = blank(1 + margin.left);
	return [
		...Array.from({length: margin.top}, () => []),
		...Array.from({length: rows}, (_, row) => [
			indent,
			paintRow(pixels, columns, row, paint.color),
		]),
	];
}

/** The line below each thumbnail: its number, whether it is marked, and its run, or why it is not drawn. */
function thumbnailLines(
	{across, tile, tiles}: NonNullable<NonNullable<PreviewModel['picture']>['thumbnails']>,
	appearance: Appearance,
): readonly Line[] {
	const {glyphs, messages} = appearance;
	const captions = tiles.map(({number, run, isShown, isMarked, content}) => {
		const what =
			content.kind === 'failed'
				? messages.download.why(content.why)
				: content.kind === 'image'
					? run
					: messages.output.loading;
		const sign = `${isShown ? glyphs.pointer : ' '}${isMarked ? glyphs.markedRun : ' '}`;
		const text = `${sign} ${number === 0 ? '' : `${messages.numbers.count(number)} `}${what}`;
		const style = isShown ? 'title' : content.kind === 'failed' ? 'warn' : 'muted';
		const caption = cutLine([span(text, style)], tile.columns - 1, glyphs.ellipsis);
		return [...caption, blank(tile.columns - lineWidth(caption))];
	});
	return Array.from({length: Math.ceil(tiles.length / across)}, (_, row) => [
		...Array.from({length: tile.rows - 1}, () => []),
		[blank(1), ...captions.slice(row * across, (row + 1) * across).flat()],
	]).flat();
}

/** What tells the run apart comes first: its label and its inputs. */
function detailLines(
	{run, label, inputs, detailRows}: NonNullable<PreviewModel['picture']>,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const cost = executionCost(run.execution);
	const spent = cost === null ? '' : briefAmount(cost, appearance);
	const fields = [label ?? '', ...inputs, run.title?.safe ?? run.safeId, spent]
		.filter(text => text !== '')
		.map(text => [span(text)]);
	const rows = packFields(fields, width - 2, appearance);
	return Array.from({length: detailRows}, (_, row) => [blank(1), ...(rows[row] ?? [])]);
}
