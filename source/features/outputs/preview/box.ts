import type {State} from '../../../store/state.ts';
import type {PlacedImage} from '../../../terminal/output/images.ts';
import {hasFrame, type Rect, type Size} from '../../panes/index.ts';
import {shownPreview} from '../reduce.ts';

type Box = Omit<Rect, 'width' | 'height'> & Size;

/**
 * Returns the area for the content of a preview: below the header and the title, with one free cell on either side.
 * It has at least one cell. `hasDetails`: whether a description of the run is beside or above the content.
 */
export function previewBox(size: Size, hasDetails = false): Box {
	const left = hasFrame(size) ? 2 : 1;
	const details = hasDetails ? detailsSize(size) : {columns: 0, rows: 0};
	return {
		left,
		top: 2 + details.rows,
		columns: Math.max(1, size.columns - 2 * left - details.columns),
		rows: Math.max(1, size.rows - 3 - details.rows),
	};
}

/**
 * Returns the size of the description of a run: on a wide screen the columns right of its picture, else the rows above
 * it. The other number is 0.
 */
export function detailsSize({columns, rows}: Size): Size {
	return columns >= 100
		? {columns: Math.floor(columns / 4), rows: 0}
		: {columns: 0, rows: rows >= 15 ? 2 : 1};
}

/** The least size of a thumbnail with the line below it, in cells. */
const minThumbnail: Size = {columns: 24, rows: 11};

/** How many thumbnails fit on a page, and the size of each with the line below it, in cells. */
export function thumbnailGrid(size: Size) {
	const {columns, rows} = previewBox(size, true);
	const across = Math.max(1, Math.floor(columns / minThumbnail.columns));
	const down = Math.max(1, Math.floor(rows / minThumbnail.rows));
	const tile: Size = {columns: Math.floor(columns / across), rows: Math.floor(rows / down)};
	return {across, down, tile};
}

/** Returns the images on the screen, and their positions, if the terminal draws them by a graphics protocol. */
export function visibleImages(state: Pick<State, 'view' | 'preview'>): readonly PlacedImage[] {
	const preview = shownPreview(state);

	if (preview === null) {
		return [];
	}

	const {size} = state.view;
	const {left, top, ...area} = previewBox(size, preview.returnTo !== null);
	const {across, tile} = thumbnailGrid(size);
	const contents =
		preview.thumbnails === null
			? [{content: preview.content, left, top, area}]
			: [...preview.thumbnails.values()].map((content, index) => ({
					content,
					left: left + (index % across) * tile.columns,
					top: top + Math.floor(index / across) * tile.rows,
					area: thumbnailArea(tile),
				}));
	return contents.flatMap(({content, left: x, top: y, area: within}) => {
		if (content.kind !== 'image' || content.image.protocol === 'cells') {
			return [];
		}

		const {image} = content;
		const margin = imageMargin(image, within);
		return [{image, left: x + margin.left, top: y + margin.top}];
	});
}

/** The area of the picture in its part of the page, in cells: beside it one column is free, below it is a line. */
export function thumbnailArea({columns, rows}: Size): Size {
	return {columns: Math.max(1, columns - 1), rows: Math.max(1, rows - 1)};
}

export function imageMargin(picture: Size, area: Size): Pick<PlacedImage, 'left' | 'top'> {
	return {
		left: Math.max(0, Math.floor((area.columns - picture.columns) / 2)),
		top: Math.max(0, Math.floor((area.rows - picture.rows) / 2)),
	};
}
