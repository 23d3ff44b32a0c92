import type {MediaInfo} from '../../../core/output/output-view.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';

/** The name and the value of a field of a file. The value is empty if it is unknown. */
export type OutputField = readonly [keyof Appearance['messages']['output']['fields'], string];

export function mediaFields(media: MediaInfo, appearance: Appearance): readonly OutputField[] {
	const {output: words, numbers} = appearance.messages;
	const {format, duration, size, video, audio} = media;
	const codec = (name: string | null): string => name ?? words.unknownCodec;
	const videoParts =
		video === null
			? []
			: [
					words.pixels(video.width, video.height),
					codec(video.codec),
					...(video.rate === null ? [] : [words.rate(numbers.decimal(video.rate))]),
				];
	return knownFields([
		['type', format],
		['size', numbers.size(size)],
		['duration', duration === null ? '' : durationText(duration, numbers)],
		['video', videoParts.join(` ${appearance.glyphs.separator} `)],
		['audio', audio === null ? '' : codec(audio.codec)],
	]);
}

export function knownFields(fields: readonly OutputField[]): readonly OutputField[] {
	return fields.filter(([, value]) => value !== '');
}

function durationText(
	duration: number,
	{unit, shortTime}: Appearance['messages']['numbers'],
): string {
	return duration < 60_000 ? unit(duration / 1000, 'second', 'narrow') : shortTime(duration);
}
