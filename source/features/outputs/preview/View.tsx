import type {OutputKind} from '../../../core/output/kinds.ts';
import type {MediaInfo, PreviewContent, RenderedImage} from '../../../core/output/output-view.ts';
import {formatDuration} from '../../../core/time/duration.ts';
import {imageMargin} from './box.ts';
import type {TextModel, PreviewModel} from '../select.ts';
import {paintRow} from '../../../terminal/images/half-blocks.ts';
import {highlight} from '../../log/highlight.ts';
import {keysIn} from '../../../ui/key-name.ts';
import {blank, cutLine, span, type Line, type Span} from '../../../ui/line.ts';
import {fieldLines, labelCells} from '../../../ui/fields.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import type {PaneSize} from '../../../ui/widgets/Pane.tsx';
import {wrap} from '../../../ui/wrap.ts';
import type {Size} from '../../panes/index.ts';
import {useAppearance} from '../../../ui/appearance-context.ts';
import {Overlay} from '../../../ui/widgets/Overlay.tsx';
import {Rows} from '../../../ui/widgets/Row.tsx';
import type {OverlayViewProps} from '../../../ui/view-props.ts';

const maxRows = 8;
const maxName = 40;

/** The preview of one output: an image, a text, or the known fields of a file that cannot be shown. */
export function PreviewView({model: {content: preview}, size}: OverlayViewProps<'output'>) {
	const appearance = useAppearance();

	if (preview === null) {
		return null;
	}

	const {text} = preview;
	return (
		<Overlay
			size={size}
			title={{
				name: cutLine([span(preview.output.key.safe)], maxName, appearance.glyphs.ellipsis),
				fields: titleFields(preview, appearance),
				hiddenAbove: text?.above ?? false,
				hiddenBelow: text?.below ?? false,
			}}
		>
			<Rows
				lines={contentRows(preview, size, appearance).slice(0, size.height - 1)}
				width={size.width}
			/>
		</Overlay>
	);
}

function titleFields(
	{content, text, output}: PreviewModel,
	appearance: Appearance,
): readonly Line[] {
	const {name} = output;
	return [
		...(name === null ? [] : [cutLine([span(name.safe)], maxName, appearance.glyphs.ellipsis)]),
		...contentFields(content, output.kind, appearance),
		...(text === null || text.search === '' ? [] : [[searchField(text, appearance)]]),
	];
}

function contentFields(
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

function searchField({searchState, hitNumber, hits}: TextModel, {messages}: Appearance): Span {
	return searchState === 'fine'
		? span(messages.screen.hits(hitNumber, hits), 'hit')
		: span(messages.log.searchProblem[searchState], 'warn');
}

function contentRows(
	{content, text, output, run}: PreviewModel,
	{width, height}: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const {output: words, numbers} = appearance.messages;
	const sentence = (report: string, styleName?: 'warn' | 'muted'): readonly Line[] =>
		wrap(report, width - 2, maxRows).map(row => [blank(1), span(row, styleName)]);

	switch (content.kind) {
		case 'text':
			return (text?.rows ?? []).map(row => [
				blank(1),
				...highlight(row.text, row.hits, undefined, row.current ? 'current-hit' : 'hit'),
			]);
		case 'image':
			return imageRows(content.image, {columns: width - 2, rows: height - 1}, appearance);
		case 'fetching': {
			const total = content.total === null ? null : numbers.size(content.total);
			return sentence(words.fetching(numbers.size(content.bytes), total), 'muted');
		}

		case 'decoding':
			return sentence(words.decoding, 'muted');
		case 'failed':
			return sentence(words.problem(content.why, keysIn(appearance)), 'warn');
		case 'media':
			return fieldRows(mediaFields(content.fields, appearance), appearance);
		case 'unsupported':
			return [
				...fieldRows(
					[
						['run', run ?? ''],
						['name', output.name?.safe ?? ''],
						['type', content.type ?? ''],
						['size', content.size === null ? '' : numbers.size(content.size)],
					],
					appearance,
				),
				[],
				...sentence(words.nothing(keysIn(appearance)), 'muted'),
			];
	}
}

/**
 * Returns the rows of an image that is drawn with half-block characters. Returns no rows for an image in a graphics
 * protocol, because the terminal draws it over empty cells.
 */
function imageRows(picture: RenderedImage, room: Size, appearance: Appearance): readonly Line[] {
	if (picture.protocol !== 'cells') {
		return [];
	}

	const {columns, rows, pixels} = picture;
	const margin = imageMargin(picture, room);
	const indent = blank(1 + margin.left);
	return [
		...Array.from({length: margin.top}, () => []),
		...Array.from({length: rows}, (_, row) => [
			indent,
			paintRow(pixels, columns, row, appearance.paint),
		]),
	];
}

type Field = readonly [keyof Appearance['messages']['output']['fields'], string];

function mediaFields(media: MediaInfo, appearance: Appearance): readonly Field[] {
	const {output: words, numbers} = appearance.messages;
	const {duration, size, video, audio} = media;
	const separator = ` ${appearance.glyphs.separator} `;
	const codec = (name: string | null): string => name ?? words.unknownCodec;
	return [
		['type', media.format],
		['size', numbers.size(size)],
		['duration', duration === null ? '' : durationText(duration, numbers)],
		[
			'video',
			video === null
				? ''
				: [
						words.pixels(video.width, video.height),
						codec(video.codec),
						...(video.rate === null ? [] : [words.rate(numbers.decimal(video.rate))]),
					].join(separator),
		],
		[
			'audio',
			audio === null
				? ''
				: [
						codec(audio.codec),
						words.channels(audio.channels),
						words.hertz(numbers.decimal(audio.sampleRate / 1000)),
					].join(separator),
		],
	];
}

/** Formats a duration. A duration below a minute has fractions of a second. */
function durationText(duration: number, {unit}: Appearance['messages']['numbers']): string {
	return duration < 60_000 ? unit(duration / 1000, 'second', 'narrow') : formatDuration(duration);
}

function fieldRows(fields: readonly Field[], {messages}: Appearance): readonly Line[] {
	const names = messages.output.fields;
	return fieldLines(
		fields
			.filter(([, value]) => value !== '')
			.map(([name, value]) => ({label: names[name], rows: [[span(value)]]})),
		labelCells(Object.values(names)),
	).map(line => [blank(1), ...line]);
}
