import {Box} from 'ink';
import type {OutputKind} from '../../../core/output/kinds.ts';
import type {PreviewContent, RenderedImage} from '../../../core/output/output-view.ts';
import {imageMargin} from './box.ts';
import {RunDetails} from './RunDetails.tsx';
import {knownFields, mediaFields, type OutputField} from './output-fields.ts';
import type {TextModel, PreviewModel} from '../select.ts';
import {paintRow} from '../../../terminal/images/half-blocks.ts';
import {highlight} from '../../log/highlight.ts';
import {keysIn} from '../../../ui/key-name.ts';
import {blank, cutLine, span, type Line, type Span} from '../../../ui/line.ts';
import {Fields, labelCells} from '../../../ui/widgets/Fields.tsx';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import type {StyleName} from '../../../ui/theme/theme.ts';
import type {PaneBox} from '../../panes/index.ts';
import {wrap} from '../../../ui/wrap.ts';
import {useAppearance} from '../../../ui/appearance-context.ts';
import {Overlay} from '../../../ui/widgets/Overlay.tsx';
import {Row, Rows} from '../../../ui/widgets/Row.tsx';
import type {OverlayViewProps} from '../../../ui/view-props.ts';

const maxSentenceRows = 8;
const maxName = 40;

export function PreviewView({overlay: {content: preview}, box}: OverlayViewProps<'output'>) {
	const appearance = useAppearance();

	if (preview === null) {
		return null;
	}

	const {text, picture} = preview;
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
			{picture === null ? (
				<Content preview={preview} box={box} />
			) : (
				<Box flexDirection={picture.detailsSize.rows === 0 ? 'row' : 'column-reverse'}>
					<Box flexDirection="column" width={box.contentWidth - picture.detailsSize.columns}>
						<Content
							preview={preview}
							box={{
								...box,
								contentWidth: box.contentWidth - picture.detailsSize.columns,
								contentHeight: box.contentHeight - picture.detailsSize.rows,
							}}
						/>
					</Box>
					<Box flexDirection="column">
						<RunDetails picture={picture} box={box} />
					</Box>
				</Box>
			)}
		</Overlay>
	);
}

function titleParts(
	{content, text, output, picture}: PreviewModel,
	appearance: Appearance,
): readonly Line[] {
	const {name} = output;
	return [
		...(picture === null || picture.number === 0
			? []
			: [[span(appearance.messages.output.pictureNumber(picture.number, picture.count))]]),
		...(name === null ? [] : [cutLine([span(name.safe)], maxName, appearance.glyphs.ellipsis)]),
		...contentParts(content, output.kind, appearance),
		...(text === null || text.search === '' ? [] : [[searchPart(text, appearance)]]),
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

		case 'media':
			return [[span(content.fields.format)]];
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

/** The space below the title: its width in cells, and its height in rows. */
type ContentSize = {readonly width: number; readonly maxRows: number};

type ContentProps = {readonly preview: PreviewModel; readonly box: PaneBox};

function Content({preview: {content, text, output, run}, box}: ContentProps) {
	const appearance = useAppearance();
	const {output: words, numbers} = appearance.messages;
	const size = {width: box.contentWidth, maxRows: box.contentHeight};

	switch (content.kind) {
		case 'text':
			return <TextRows rows={text?.rows ?? []} {...size} />;
		case 'image':
			return <ImageRows image={content.image} {...size} />;
		case 'fetching': {
			const total = content.total === null ? null : numbers.size(content.total);
			const sentence = words.fetching(numbers.size(content.bytes), total);
			return <Sentence text={sentence} styleName="muted" {...size} />;
		}

		case 'decoding':
			return <Sentence text={words.decoding} styleName="muted" {...size} />;
		case 'failed': {
			const sentence = words.problem(content.why, keysIn(appearance));
			return <Sentence text={sentence} styleName="warn" {...size} />;
		}

		case 'media':
			return <OutputFields fields={mediaFields(content.fields, appearance)} {...size} />;
		case 'unsupported': {
			const fields = knownFields([
				['run', run ?? ''],
				['name', output.name?.safe ?? ''],
				['type', content.type ?? ''],
				['size', content.size === null ? '' : numbers.size(content.size)],
			]);
			const rest = size.maxRows - fields.length;
			return (
				<>
					<OutputFields fields={fields} {...size} />
					{rest > 0 && <Row line={[]} width={box.contentWidth} />}
					<Sentence
						text={words.nothing(keysIn(appearance))}
						styleName="muted"
						width={box.contentWidth}
						maxRows={Math.max(0, rest - 1)}
					/>
				</>
			);
		}
	}
}

type SentenceProps = ContentSize & {readonly text: string; readonly styleName: StyleName};

function Sentence({text, styleName, width, maxRows}: SentenceProps) {
	const rows = wrap(text, width - 2, maxSentenceRows).slice(0, maxRows);
	return <Rows lines={rows.map(row => [blank(1), span(row, styleName)])} width={width} />;
}

type TextRowsProps = ContentSize & {readonly rows: TextModel['rows']};

function TextRows({rows, width, maxRows}: TextRowsProps) {
	const lines = rows
		.slice(0, maxRows)
		.map(({text, hits, current}) => [
			blank(1),
			...highlight(text, hits, undefined, current ? 'current-hit' : 'hit'),
		]);
	return <Rows lines={lines} width={width} />;
}

type ImageRowsProps = ContentSize & {readonly image: RenderedImage};

/** Draws an image of half-block characters. Any other image is not drawn here, but by a graphics protocol. */
function ImageRows({image, width, maxRows}: ImageRowsProps) {
	const {paint} = useAppearance();

	if (image.protocol !== 'cells') {
		return null;
	}

	const {columns, rows, pixels} = image;
	const margin = imageMargin(image, {columns: width - 2, rows: maxRows});
	const indent = blank(1 + margin.left);
	const lines = [
		...Array.from({length: margin.top}, () => []),
		...Array.from({length: rows}, (_, row) => [indent, paintRow(pixels, columns, row, paint)]),
	];
	return <Rows lines={lines.slice(0, maxRows)} width={width} />;
}

type OutputFieldsProps = ContentSize & {readonly fields: readonly OutputField[]};

function OutputFields({fields, ...size}: OutputFieldsProps) {
	const labels = useAppearance().messages.output.fields;
	return (
		<Fields
			fields={fields.map(([name, value]) => ({label: labels[name], rows: [[span(value)]]}))}
			labelWidth={labelCells(Object.values(labels))}
			{...size}
		/>
	);
}
