import type {Duration} from '../time/clock.ts';
import type {DownloadFailure} from './download.ts';
import type {OutputKind} from './kinds.ts';
import type {SafeText} from '../text/text.ts';

/** A file's size and type, requested before the file. */
export type FileMetadata =
	| {readonly kind: 'loading'}
	| {
			readonly kind: 'loaded';
			/** In bytes; null if not reported. */
			readonly size: number | null;
			/** Its `Content-Type`, without parameters. */
			readonly type: SafeText | null;
			/** The kind that the type implies, if any. */
			readonly mediaKind: OutputKind | null;
	  }
	/** For that address only; a newly signed one is tried again. */
	| {readonly kind: 'failed'; readonly why: PreviewProblem; readonly href: string};

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
	| {readonly kind: 'too-many-bytes'; readonly maxBytes: number}
	/** By its header; nothing was decoded. */
	| {readonly kind: 'too-many-pixels'; readonly width: number; readonly height: number}
	/** Damaged, not of the expected format, or of an unsupported one. */
	| {readonly kind: 'unreadable'}
	| {readonly kind: 'empty'}
	| {readonly kind: 'too-slow'};

/** Sanitized lines; overlong ones are split. */
export type TextDocument = {
	readonly lines: readonly SafeText[];
	/** The fetched text unchanged, for copying. */
	readonly exact: string;
	/** In bytes. */
	readonly size: number;
	/** Whether the file is longer than what was fetched. */
	readonly isTruncated: boolean;
};

export type ImageInfo = {
	/** Like `PNG`. */
	readonly format: string;
	/** In pixels. */
	readonly width: number;
	readonly height: number;
	/** In bytes. */
	readonly size: number;
};

/** A terminal graphics protocol, or half blocks in two colours each. */
export type ImageProtocol = 'kitty' | 'iterm' | 'sixel' | 'cells';

/** An image encoded for the terminal, and the cells that it covers. */
export type RenderedImage = {readonly columns: number; readonly rows: number} &
	/** RGB bytes, `columns` pixels per line, two lines per row; the last row may have one. */
	(
		| {readonly protocol: 'cells'; readonly pixels: Uint8Array}
		/** Without cursor positioning. */
		| {readonly protocol: Exclude<ImageProtocol, 'cells'>; readonly payload: string}
	);

/** From the header of an audio or video file. */
export type MediaInfo = {
	/** Like `MP4`. */
	readonly format: string;
	readonly size: number;
	readonly duration: Duration | null;
	readonly video: {
		readonly codec: string | null;
		readonly width: number;
		readonly height: number;
		/** Frames per second; null if unknown. */
		readonly rate: number | null;
	} | null;
	readonly audio: {
		readonly codec: string | null;
		readonly channels: number;
		/** In Hz. */
		readonly sampleRate: number;
	} | null;
};

export type PreviewContent =
	/** `total` is null if the host did not report it. */
	| {readonly kind: 'fetching'; readonly bytes: number; readonly total: number | null}
	| {readonly kind: 'decoding'}
	| {readonly kind: 'failed'; readonly why: PreviewProblem}
	| {readonly kind: 'text'; readonly document: TextDocument}
	| {readonly kind: 'image'; readonly fields: ImageInfo; readonly image: RenderedImage}
	| {readonly kind: 'media'; readonly fields: MediaInfo}
	/** A kind without preview. */
	| {readonly kind: 'unsupported'; readonly type: SafeText | null; readonly size: number | null};
