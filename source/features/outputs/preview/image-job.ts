import type {
	RenderedImage,
	ImageInfo,
	ImageProtocol,
	PreviewProblem,
} from '../../../core/output/output-view.ts';
import type {PixelSize} from '../../../terminal/images/graphics.ts';

/** A picture that is to be made fit for the terminal. */
export type ImageJob = {
	/** The file. */
	readonly bytes: Uint8Array;
	readonly protocol: ImageProtocol;
	/** The most cells that it may cover. */
	readonly columns: number;
	readonly rows: number;
	/** The size of a cell; half blocks have their own. */
	readonly cell: PixelSize;
	/** The most colors that a sixel picture may have. */
	readonly maxColors: number;
	/** The largest picture that the terminal takes; null for any. */
	readonly maxSize: PixelSize | null;
	/** The most pixels that are decoded. */
	readonly maxPixels: number;
};

export type ImageResult =
	| {readonly kind: 'picture'; readonly fields: ImageInfo; readonly picture: RenderedImage}
	| {readonly kind: 'trouble'; readonly why: PreviewProblem};
