import type {Picture, PictureFacts, Protocol, ViewTrouble} from '../domain/output-view.ts';

/** A picture that is to be made fit for the terminal. */
export type PictureJob = {
	/** The file. */
	readonly bytes: Uint8Array;
	readonly protocol: Protocol;
	/** The most cells that it may cover. */
	readonly columns: number;
	readonly rows: number;
	/** The size of a cell in pixels; half blocks have their own. */
	readonly cell: CellSize;
	/** The most pixels that are decoded. */
	readonly mostPixels: number;
};

/** In pixels. */
export type CellSize = {readonly width: number; readonly height: number};

export type PictureResult =
	| {readonly kind: 'picture'; readonly facts: PictureFacts; readonly picture: Picture}
	| {readonly kind: 'trouble'; readonly why: ViewTrouble};
