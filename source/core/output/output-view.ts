import type {SafeText} from '../text/text.ts';
import type {Duration} from '../time/clock.ts';
import type {DownloadFailure} from './download.ts';
import type {OutputKind} from './kinds.ts';

export type FileMetadata =
	| {readonly kind: 'loading'}
	| {
			readonly kind: 'loaded';
			readonly size: number | null;
			readonly type: SafeText | null;
			readonly mediaKind: OutputKind | null;
	  }
	/** The request for `href` failed. It is tried again only with another address or signature. */
	| {readonly kind: 'failed'; readonly why: PreviewProblem; readonly href: string};

export type PreviewProblem = DownloadFailure | DisplayProblem;

export type DisplayProblem =
	| {readonly kind: 'too-many-bytes'; readonly maxBytes: number}
	| {readonly kind: 'too-many-pixels'; readonly width: number; readonly height: number}
	/** `unreadable`: the file is damaged, or its format is unexpected or unsupported. */
	| {readonly kind: 'unreadable' | 'empty' | 'too-slow'};

/** A text file for the viewer. `lines` are sanitized, and overlong lines are split. */
export type TextDocument = {
	readonly lines: readonly SafeText[];
	readonly exact: string;
	readonly size: number;
	readonly isTruncated: boolean;
};

export type ImageInfo = {
	readonly format: string;
	readonly width: number;
	readonly height: number;
	readonly size: number;
};

/** A terminal graphics protocol, or `cells`, which draws half blocks with two colours each. */
export type ImageProtocol = 'kitty' | 'iterm' | 'sixel' | 'cells';

/** An image encoded for the terminal. `columns` and `rows` are the size of its area in cells. */
export type RenderedImage = {readonly columns: number; readonly rows: number} &
	/**
	 * In `pixels`, a pixel has three bytes (RGB), and a pixel line has `columns` pixels. Each row of terminal cells
	 * shows two pixel lines; the last row may show only one.
	 */
	(
		| {readonly protocol: 'cells'; readonly pixels: Uint8Array}
		/** `payload` contains the escape sequences that draw the image. They do not position the cursor. */
		| {readonly protocol: Exclude<ImageProtocol, 'cells'>; readonly payload: string}
	);

export type MediaInfo = {
	readonly format: string;
	readonly size: number;
	readonly duration: Duration | null;
	readonly video: {
		readonly codec: string | null;
		readonly width: number;
		readonly height: number;
		/** The frame rate in frames per second; null if unknown. */
		readonly rate: number | null;
	} | null;
	readonly audio: {readonly codec: string | null} | null;
};

export type PreviewContent =
	/** `bytes` of `total` bytes have arrived. `total` is null if the host did not report it. */
	| {readonly kind: 'fetching'; readonly bytes: number; readonly total: number | null}
	| {readonly kind: 'decoding'}
	| {readonly kind: 'failed'; readonly why: PreviewProblem}
	| {readonly kind: 'text'; readonly document: TextDocument}
	| {readonly kind: 'image'; readonly fields: ImageInfo; readonly image: RenderedImage}
	| {readonly kind: 'media'; readonly fields: MediaInfo}
	| {readonly kind: 'unsupported'; readonly type: SafeText | null; readonly size: number | null};
