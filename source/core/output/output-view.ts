import type {Duration} from '../time/clock.ts';
import type {DownloadFailure} from './download.ts';
import type {OutputKind} from './kinds.ts';
import type {SafeText} from '../text/text.ts';

/** What a host tells of a file before it is fetched. */
export type FileMetadata =
	| {readonly kind: 'asking'}
	| {
			readonly kind: 'told';
			/** In bytes; null where it was not said. */
			readonly size: number | null;
			/** Its `Content-Type`, without parameters. */
			readonly type: SafeText | null;
			/** What that type means for who looks at it; null where it says nothing. */
			readonly mediaKind: OutputKind | null;
	  }
	/** By that very address: another one of the same file, signed anew, may do. */
	| {readonly kind: 'failed'; readonly why: PreviewProblem; readonly href: string};

/** Why a file cannot be looked at. */
export type PreviewProblem =
	| Extract<
			DownloadFailure,
			{
				kind:
					| 'gone'
					| 'refused'
					| 'refused-redirect'
					| 'too-many-redirects'
					| 'cut-off'
					| 'stalled'
					| 'network'
					| 'http';
			}
	  >
	/** It has more bytes than are fetched for a look. */
	| {readonly kind: 'too-many-bytes'; readonly most: number}
	/** By its head it would be larger than is decoded. */
	| {readonly kind: 'too-many-pixels'; readonly width: number; readonly height: number}
	/** It is not what it should be, or it is damaged; or of a format that is not read here. */
	| {readonly kind: 'unreadable'}
	/** There is nothing in it. */
	| {readonly kind: 'empty'}
	/** Reading it took too long. */
	| {readonly kind: 'too-slow'};

/** A text, fit to be read: its lines, of which overlong ones are in pieces. */
export type TextDocument = {
	readonly lines: readonly SafeText[];
	/** All of it that was fetched, exactly as it came, to be copied. */
	readonly exact: string;
	/** In bytes. */
	readonly size: number;
	/** Whether there is more than is shown. */
	readonly isTruncated: boolean;
};

/** What is known of a picture besides its pixels. */
export type ImageInfo = {
	/** Like `PNG`. */
	readonly format: string;
	/** In pixels. */
	readonly width: number;
	readonly height: number;
	/** In bytes. */
	readonly size: number;
};

/** How terminals take pictures: by a protocol for them, or as half blocks in two colours each. */
export type ImageProtocol = 'kitty' | 'iterm' | 'sixel' | 'cells';

/** A picture as the terminal takes it, and how many cells it covers. */
export type RenderedImage = {readonly columns: number; readonly rows: number} &
	/** Red, green and blue of each pixel, `columns` in a line and two lines in a row; the last row may have one. */
	(
		| {readonly protocol: 'cells'; readonly pixels: Uint8Array}
		/** What the protocol sends, without what is about the place. */
		| {readonly protocol: Exclude<ImageProtocol, 'cells'>; readonly payload: string}
	);

/** What the head of a sound or a film says. */
export type MediaInfo = {
	/** Like `MP4`. */
	readonly format: string;
	readonly size: number;
	readonly duration: Duration | null;
	readonly video: {
		readonly codec: string | null;
		readonly width: number;
		readonly height: number;
		/** Frames a second; null where that is not known. */
		readonly rate: number | null;
	} | null;
	readonly audio: {
		readonly codec: string | null;
		readonly channels: number;
		/** In Hz. */
		readonly sampleRate: number;
	} | null;
};

/** How the look at an output stands. */
export type PreviewContent =
	/** `total` is null where the host does not say it. */
	| {readonly kind: 'fetching'; readonly bytes: number; readonly total: number | null}
	| {readonly kind: 'decoding'}
	| {readonly kind: 'trouble'; readonly why: PreviewProblem}
	| {readonly kind: 'text'; readonly document: TextDocument}
	| {readonly kind: 'picture'; readonly fields: ImageInfo; readonly picture: RenderedImage}
	| {readonly kind: 'media'; readonly fields: MediaInfo}
	/** It is of a kind that cannot be shown here. */
	| {readonly kind: 'nothing'; readonly type: SafeText | null; readonly size: number | null};
