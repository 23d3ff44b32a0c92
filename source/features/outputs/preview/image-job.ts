import type {
	RenderedImage,
	ImageInfo,
	ImageProtocol,
	PreviewProblem,
} from '../../../core/output/output-view.ts';
import type {PixelSize} from '../../../terminal/images/graphics.ts';

/** An image to encode for the terminal. */
export type ImageJob = {
	readonly bytes: Uint8Array;
	readonly protocol: ImageProtocol;
	/** Maximum cells. */
	readonly columns: number;
	readonly rows: number;
	/** Cell size in pixels; unused for half blocks. */
	readonly cell: PixelSize;
	/** Of a sixel image. */
	readonly maxColors: number;
	/** The terminal's limit; null for none. */
	readonly maxSize: PixelSize | null;
	/** Limit for decoding. */
	readonly maxPixels: number;
};

export type ImageResult =
	| {readonly kind: 'picture'; readonly fields: ImageInfo; readonly picture: RenderedImage}
	| {readonly kind: 'trouble'; readonly why: PreviewProblem};
