import {Box} from 'ink';
import {executionCost} from '../../../core/execution.ts';
import type {OutputKind} from '../../../core/output/kinds.ts';
import type {PreviewContent, RenderedImage} from '../../../core/output/output-view.ts';
import {paintRow} from '../../../terminal/output/half-blocks.ts';
import {useAppearance} from '../../../ui/appearance-context.ts';
import {keysIn} from '../../../ui/key-name.ts';
import {
	blank,
	cutLine,
	joinLines,
	lineWidth,
	span,
	type Line,
	type Span,
} from '../../../ui/line.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import type {StyleName} from '../../../ui/theme/theme.ts';
import {amount} from '../../../ui/units.ts';
import type {OverlayViewProps} from '../../../ui/view-props.ts';
import {fieldLines, labelCells} from '../../../ui/widgets/fields.ts';
import {Overlay} from '../../../ui/widgets/Overlay.tsx';
import {Rows} from '../../../ui/widgets/Row.tsx';
import {wrap} from '../../../ui/wrap.ts';
import {highlight} from '../../log/highlight.ts';
import type {PaneBox, Size} from '../../panes/index.ts';
import type {PreviewModel} from '../select.ts';
import {imageMargin} from './box.ts';
import type {TextModel} from './read-text.ts';

const maxSentenceRows = 8;
const maxDetailRows = 8;
const maxName = 40;

export function PreviewView({overlay: {content: preview}, box}: OverlayViewProps<'output'>) {
	const appearance = useAppearance();

	if (preview === null) {
		return null;
	}

	const {text, picture} = preview;
	const thumbnails = picture?.thumbnails ?? null;
	const details = picture?.detailsSize ?? {columns: 0, rows: 0};
	const columns = box.contentWidth - details.columns;
	return (
		<Overlay
			box={box}
			title={{
				name: cutLine([span(preview.output.key.safe)], maxName, appearance.glyphs.ellipsis),
				parts: titleParts(preview, appearance),
				hiddenAbove: text?.above ?? false,
				hiddenBelow: text?.below ?? false,
			}}
		>
			<Box flexDirection={details.rows === 0 ? 'row' : 'column-reverse'}>
				<Box flexDirection="column" width={columns}>
					{thumbnails === null ? (
						<Content preview={preview} columns={columns} rows={box.contentHeight - details.rows} />
					) : (
						<Rows lines={thumbnailLines(thumbnails, appearance)} width={columns} />
					)}
				</Box>
				{picture !== null && (
					<Box flexDirection="column">
						<RunDetails picture={picture} box={box} />
					</Box>
				)}
			</Box>
		</Overlay>
	);
}

function titleParts(
	{content, text, output, picture}: PreviewModel,
	appearance: Appearance,
): readonly Line[] {
	const {name} = output;
	const {output: words} = appearance.messages;
	return [
		...(picture === null || picture.number === 0
			? []
			: [[span(words.pictureNumber(picture.number, picture.count))]]),
		...(picture === null || picture.marked === 0 ? [] : [[span(words.marked(picture.marked))]]),
		...(picture?.isMarked === true
			? [[span(`${appearance.glyphs.markedRun} ${words.isMarked}`, 'selected')]]
			: []),
		...(name === null ? [] : [cutLine([span(name.safe)], maxName, appearance.glyphs.ellipsis)]),
		...contentParts(content, output.kind, appearance),
		...(text === null || text.search === '' ? [] : [[searchPart(text, appearance)]]),
		...(output.address === null ? [] : [[span(output.address.host, 'muted')]]),
	];
}

function contentParts(
	content: PreviewContent,
	kind: OutputKind,
	{messages}: Appearance,
): readonly Line[] {
	const {output: words, screen, numbers} = messages;

	switch (content.kind) {
		case 'text': {
			const {lines, size, isTruncated} = content.document;
			return [
				[span(words.lines(lines.length))],
				[span(numbers.size(size))],
				...(isTruncated ? [[span(words.cut, 'warn')]] : []),
			];
		}

		case 'image': {
			const {format, width, height, size} = content.fields;
			return [[span(`${format} ${words.pixels(width, height)}`)], [span(numbers.size(size))]];
		}

		case 'fetching':
		case 'decoding':
		case 'failed':
		case 'unsupported':
			return [[span(screen.kinds[kind], 'muted')]];
	}
}

function searchPart({searchState, hitNumber, hits}: TextModel, {messages}: Appearance): Span {
	return searchState === 'fine'
		? span(messages.screen.hits(hitNumber, hits), 'hit')
		: span(messages.log.searchProblem[searchState], 'warn');
}

/** `columns` and `rows` are the space below the title. */
type ContentProps = Size & {readonly preview: PreviewModel};

function Content({preview, columns, rows}: ContentProps) {
	const lines = contentLines(preview, {columns, rows}, useAppearance());
	return <Rows lines={lines.slice(0, rows)} width={columns} />;
}

function contentLines(
	{content, text, output, run}: PreviewModel,
	size: Size,
	appearance: Appearance,
): readonly Line[] {
	const {output: words, numbers} = appearance.messages;
	const keys = keysIn(appearance);

	switch (content.kind) {
		case 'text':
			return (text?.rows ?? []).map(row => [
				blank(1),
				...highlight(row.text, row.hits, undefined, row.current ? 'current-hit' : 'hit'),
			]);
		case 'image':
			return imageLines(content.image, size, appearance);
		case 'fetching': {
			const total = content.total === null ? null : numbers.size(content.total);
			return sentenceLines(words.fetching(numbers.size(content.bytes), total), 'muted', size);
		}

		case 'decoding':
			return sentenceLines(words.decoding, 'muted', size);
		case 'failed':
			return sentenceLines(words.problem(content.why, keys), 'warn', size);
		case 'unsupported': {
			const labels = words.fields;
			const fields = [
				{label: labels.run, text: run},
				{label: labels.name, text: output.name?.safe ?? ''},
				{label: labels.host, text: output.address?.host ?? ''},
				{label: labels.type, text: content.type ?? ''},
				{label: labels.size, text: content.size === null ? '' : numbers.size(content.size)},
			].filter(({text: value}) => value !== '');
			return [
				...fieldLines(
					fields.map(({label, text: value}) => ({label, rows: [[span(value)]]})),
					labelCells(Object.values(labels)),
				).map(line => [blank(1), ...line]),
				[],
				...sentenceLines(words.nothing(keys), 'muted', size),
			];
		}
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
		...Array.from({length: rows}, (_, row) => [indent, paintRow(pixels, columns, row, paint)]),
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
				? messages.output.problem(content.why, keysIn(appearance))
				: content.kind === 'image'
					? run
					: messages.output.decoding;
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

type RunDetailsProps = {
	readonly picture: NonNullable<PreviewModel['picture']>;
	readonly box: PaneBox;
};

/** The title, the label, the cost and the inputs of a run: in a column, or in one or two rows. */
function RunDetails({picture: {run, label, inputs, detailsSize}, box}: RunDetailsProps) {
	const appearance = useAppearance();
	const cost = executionCost(run.execution);
	const title = span(run.title?.safe ?? run.label, 'title');
	const separator = span(` ${appearance.glyphs.separator} `, 'muted');
	const others = [label, cost === null ? null : amount(cost, appearance)].flatMap(text =>
		text === null ? [] : [[span(text)]],
	);

	if (detailsSize.rows > 0) {
		const lines = [
			[blank(1), ...joinLines([[title], ...others], separator)],
			[
				blank(1),
				...joinLines(
					inputs.map(text => [span(text)]),
					separator,
				),
			],
		];
		return <Rows lines={lines.slice(0, detailsSize.rows)} width={box.contentWidth} />;
	}

	const wrapped = ({text, styleName}: Span) =>
		wrap(text, detailsSize.columns - 1, maxDetailRows).map(row => [span(row, styleName)]);
	const lines = [
		wrapped(title),
		...others.map(line => [line]),
		[[]],
		...inputs.map(text => wrapped(span(text))),
	];
	return <Rows lines={lines.flat().slice(0, box.contentHeight)} width={detailsSize.columns} />;
}
