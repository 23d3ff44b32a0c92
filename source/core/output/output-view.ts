import type {SafeText} from '../text/sanitize.ts';
import type {OutputKind} from './kinds.ts';
import type {OutputProblem} from './output.ts';

/** A picture with more pixels is not decoded. An 8K picture has 33 million. */
export const maxPixels = 40_000_000;

/**
 * The formats that are shown here and by every browser, and contain no scripts, by their names in `image-size`. A GIF is
 * shown by its first frame.
 */
export const pictureFormats: Readonly<Record<string, string>> = {
	png: 'PNG',
	jpg: 'JPEG',
	webp: 'WebP',
	gif: 'GIF',
};

/** A size in pixels. */
export type Pixels = {readonly width: number; readonly height: number};

export type FileMetadata =
	| {readonly kind: 'loading'}
	| {
			readonly kind: 'loaded';
			/** In bytes; null if the host did not report it. */
			readonly size: number | null;
			/** Null if the file is not a picture, or its beginning does not contain its size. */
			readonly pixels: Pixels | null;
			/** By its media type or its first bytes; null if they do not tell it. */
			readonly fileKind: OutputKind | null;
	  }
	/** The request for `href` failed. It is tried again only with another address or signature. */
	| {readonly kind: 'failed'; readonly why: OutputProblem; readonly href: string};

/** A text file for the viewer. `lines` are sanitized, and overlong lines are split. `size`: in bytes. */
export type TextDocument = {
	readonly lines: readonly SafeText[];
	readonly exact: string;
	readonly size: number;
	readonly isTruncated: boolean;
};

/** `size`: in bytes. */
type ImageInfo = Pixels & {readonly format: string; readonly size: number};

/** A terminal graphics protocol, or `cells`, which draws half blocks with two colors each. */
export type ImageProtocol = 'kitty' | 'iterm' | 'sixel' | 'cells';

/** An image encoded for the terminal. `columns` and `rows` are the size of its area in cells. */
export type RenderedImage = {readonly columns: number; readonly rows: number} &
	/**
	 * In `pixels`, a pixel has three bytes (RGB), and a pixel line has `columns` pixels. Each row of terminal cells
	 * shows two pixel lines; the last row may show only one.
	 */
	(
		| {readonly protocol: 'cells'; readonly pixels: Uint8Array}
		/** `payload` is the image in the encoding of the protocol. */
		| {readonly protocol: Exclude<ImageProtocol, 'cells'>; readonly payload: string}
	);

export type PreviewContent =
	| {readonly kind: 'loading'}
	| {readonly kind: 'failed'; readonly why: OutputProblem}
	| {readonly kind: 'text'; readonly document: TextDocument}
	| {readonly kind: 'image'; readonly fields: ImageInfo; readonly image: RenderedImage}
	/** A file of a kind that is not shown here. */
	| {readonly kind: 'unsupported'};
