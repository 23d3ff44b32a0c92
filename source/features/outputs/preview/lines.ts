import type {MediaFacts, Picture} from '../../../core/output/output-view.ts';
import {formatDuration} from '../../../core/time/duration.ts';
import {pictureMargin} from './visible-image.ts';
import type {TextModel, ViewerModel} from '../select.ts';
import type {Size} from '../../../store/state.ts';
import type {ScreenModel} from '../../../store/view-model.ts';
import {paintRow} from '../../../terminal/images/half-blocks.ts';
import {highlight} from '../../log/highlight.ts';
import {firstKey, keysIn} from '../../../ui/key-name.ts';
import {blank, cutLine, fitLine, lineWidth, span, type Line} from '../../../ui/line.ts';
import type {Look} from '../../../ui/theme/appearance.ts';
import {paneLines, type Extent, type Sight} from '../../../ui/pane-lines.ts';
import {titleLine} from '../../../ui/pane-title.ts';
import {wrap} from '../../../ui/wrap.ts';

/** The most rows of a sentence. */
const mostRows = 8;
/** No name is told further. */
const mostName = 40;

/** An output that is looked at, over the whole body. */
export function viewerLines({viewer}: ScreenModel, extent: Extent, look: Look): readonly Line[] {
	if (viewer === null) {
		return paneLines([], [], extent, look);
	}

	const {messages, glyphs} = look;
	const close: Line = [
		span(firstKey('back', look), 'key'),
		span(` ${messages.screen.commands.back.short}`, 'muted'),
	];
	const name = cutLine([span(viewer.output.key.safe)], mostName, glyphs.ellipsis);
	const title = titleLine(
		{
			name: name.map(({text}) => text).join(''),
			facts: [...facts(viewer, look), close],
			focused: true,
			rule: true,
		},
		extent.width,
		look,
	);
	const sight: Sight =
		viewer.text === null
			? {}
			: {above: viewer.text.above ? 1 : 0, below: viewer.text.below ? 1 : 0};
	return paneLines(title, contentRows(viewer, extent, look), extent, look, sight);
}

/** What the title tells beside the key. */
function facts({content, text, output}: ViewerModel, look: Look): readonly Line[] {
	const {output: words, screen, numbers} = look.messages;
	const name: readonly Line[] =
		output.name === null ? [] : [cutLine([span(output.name.safe)], mostName, look.glyphs.ellipsis)];

	switch (content.kind) {
		case 'text': {
			return text === null ? name : [...name, ...textFacts(text, look)];
		}

		case 'picture': {
			const {format, width, height, size} = content.facts;
			return [
				...name,
				[span(`${format} ${words.pixels(width, height)}`)],
				[span(numbers.size(size))],
			];
		}

		case 'media': {
			return [...name, [span(content.facts.format)]];
		}

		case 'fetching':
		case 'decoding':
		case 'trouble':
		case 'nothing': {
			return [...name, [span(screen.kinds[output.kind], 'muted')]];
		}
	}
}

function textFacts(text: TextModel, {messages}: Look): readonly Line[] {
	const {output: words, screen, log, numbers} = messages;
	const found: readonly Line[] =
		text.search === ''
			? []
			: text.searchState === 'fine'
				? [[span(screen.hits(text.hitNumber, text.hits), 'hit')]]
				: [[span(log.searchTrouble[text.searchState], 'warn')]];
	return [
		[span(words.lines(text.lines))],
		[span(numbers.size(text.size))],
		...(text.isCut ? [[span(words.cut, 'warn')]] : []),
		...found,
	];
}

function contentRows(
	{content, text, output, run}: ViewerModel,
	{width, height}: Extent,
	look: Look,
): readonly Line[] {
	const {output: words, numbers} = look.messages;
	const sentence = (told: string, tone?: 'warn' | 'muted'): readonly Line[] =>
		wrap(told, width - 2, mostRows).map(row => [blank(1), span(row, tone)]);

	switch (content.kind) {
		case 'text': {
			return text === null
				? []
				: text.rows.map(row => [
						blank(1),
						...highlight(row.text, row.hits, undefined, row.current ? 'current-hit' : 'hit'),
					]);
		}

		case 'picture': {
			return pictureRows(content.picture, {columns: width - 2, rows: height - 1}, look);
		}

		case 'fetching': {
			const total = content.total === null ? null : numbers.size(content.total);
			return sentence(words.fetching(numbers.size(content.bytes), total), 'muted');
		}

		case 'decoding': {
			return sentence(words.decoding, 'muted');
		}

		case 'trouble': {
			return sentence(words.trouble(content.why, keysIn(look)), 'warn');
		}

		case 'media': {
			return fieldRows(mediaFields(content.facts, look), look);
		}

		case 'nothing': {
			return [
				...fieldRows(
					[
						['run', run ?? ''],
						['name', output.name?.safe ?? ''],
						['type', content.type ?? ''],
						['size', content.size === null ? '' : numbers.size(content.size)],
					],
					look,
				),
				[],
				...sentence(words.nothing(keysIn(look)), 'muted'),
			];
		}
	}
}

/** Half blocks are cells like all others; what a protocol draws has its place left empty. */
function pictureRows(picture: Picture, room: Size, look: Look): readonly Line[] {
	if (picture.protocol !== 'cells') {
		return [];
	}

	const {columns, rows, pixels} = picture;
	const margin = pictureMargin(picture, room);
	const indent = blank(1 + margin.left);
	return [
		...Array.from({length: margin.top}, () => []),
		...Array.from({length: rows}, (_, row) => [indent, paintRow(pixels, columns, row, look.paint)]),
	];
}

type Field = readonly [keyof Look['messages']['output']['fields'], string];

function mediaFields(media: MediaFacts, look: Look): readonly Field[] {
	const {output: words, numbers} = look.messages;
	const {duration, size, video, audio} = media;
	const separator = ` ${look.glyphs.separator} `;
	const codec = (name: string | null): string => name ?? words.unknownCodec;
	return [
		['type', media.format],
		['size', numbers.size(size)],
		['duration', duration === null ? '' : lengthWords(duration, numbers)],
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

/** Short ones to the hundredth of a second. */
function lengthWords(duration: number, {unit}: Look['messages']['numbers']): string {
	return duration < 60_000 ? unit(duration / 1000, 'second', 'narrow') : formatDuration(duration);
}

function fieldRows(fields: readonly Field[], {messages, glyphs}: Look): readonly Line[] {
	const names = messages.output.fields;
	const cells = 2 + Math.max(...Object.values(names).map(name => lineWidth([span(name)])));
	return fields
		.filter(([, value]) => value !== '')
		.map(([name, value]) => [
			blank(1),
			...fitLine([span(names[name], 'muted')], cells, glyphs.ellipsis),
			span(value),
		]);
}
