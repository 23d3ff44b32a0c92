import type {State} from '../../../store/state.ts';
import type {PlacedImage} from '../../../terminal/output/images.ts';
import {hasFrame, type Size} from '../../panes/index.ts';
import {shownPreview} from '../reduce.ts';
import type {OpenPreview} from '../state.ts';

/** The area for the content of a preview, at least one cell: below the title, with one free cell on either side. */
export function previewBox(size: Size, rowsAbove = 0) {
	const left = hasFrame(size) ? 2 : 1;
	return {
		left,
		top: 2 + rowsAbove,
		columns: Math.max(1, size.columns - 2 * left),
		rows: Math.max(1, size.rows - 3 - rowsAbove),
	};
}

/** The number of rows that describe the run of a picture above it, while the user chooses; 0 for other previews. */
export function pictureDetailRows({choice}: Pick<OpenPreview, 'choice'>, size: Size): number {
	return choice === null ? 0 : hasFrame(size) ? 2 : 1;
}

/** The least size of a thumbnail with the line below it, in cells. */
const minThumbnail: Size = {columns: 24, rows: 11};

/**
 * How many pictures fit side by side and on the screen, and the size of each in cells: `tile` with the line below a thumbnail,
 * `picture` without it.
 */
export function pictureGrid(preview: Pick<OpenPreview, 'choice' | 'isPage'>, size: Size) {
	const {columns, rows} = previewBox(size, pictureDetailRows(preview, size));

	if (!preview.isPage) {
		return {across: 1, perPage: 1, tile: {columns, rows}, picture: {columns, rows}};
	}

	const across = Math.max(1, Math.floor(columns / minThumbnail.columns));
	const down = Math.max(1, Math.floor(rows / minThumbnail.rows));
	const tile: Size = {columns: Math.floor(columns / across), rows: Math.floor(rows / down)};
	const picture = {columns: Math.max(1, tile.columns - 1), rows: Math.max(1, tile.rows - 1)};
	return {across, perPage: across * down, tile, picture};
}

/** Returns the images on the screen, and their positions, if the terminal draws them by a graphics protocol. */
export function visibleImages(state: Pick<State, 'view' | 'preview'>): readonly PlacedImage[] {
	const preview = shownPreview(state);

	if (preview === null) {
		return [];
	}

	const {size} = state.view;
	const {left, top} = previewBox(size, pictureDetailRows(preview, size));
	const {across, tile, picture} = pictureGrid(preview, size);
	return [...preview.contents.values()].flatMap((content, index) => {
		if (content.kind !== 'image' || content.image.protocol === 'cells') {
			return [];
		}

		const {image} = content;
		const margin = imageMargin(image, picture);
		return [
			{
				image,
				left: left + margin.left + (index % across) * tile.columns,
				top: top + margin.top + Math.floor(index / across) * tile.rows,
			},
		];
	});
}

export function imageMargin(picture: Size, area: Size): Pick<PlacedImage, 'left' | 'top'> {
	return {
		left: Math.max(0, Math.floor((area.columns - picture.columns) / 2)),
		top: Math.max(0, Math.floor((area.rows - picture.rows) / 2)),
	};
}
