import type {State} from '../../../store/state.ts';
import type {PlacedImage} from '../../../terminal/images/image-overlay.ts';
import {hasFrame, type Rect, type Size} from '../../panes/index.ts';
import {shownPreview} from '../reduce.ts';

/**
 * Returns the area for the content of a preview: below the header and the title, with one free cell on either side.
 * It has at least one cell. `hasDetails`: whether a description of the run is beside or above the content.
 */
export function previewBox(size: Size, hasDetails = false): Omit<Rect, 'width' | 'height'> & Size {
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

/** Returns the previewed image and its position on the screen, if the terminal draws it by a graphics protocol. */
export function visibleImage(state: Pick<State, 'view' | 'preview'>): PlacedImage | null {
	const preview = shownPreview(state);
	const content = preview?.content;

	if (content?.kind !== 'image' || content.image.protocol === 'cells') {
		return null;
	}

	const {image} = content;
	const {left, top, ...area} = previewBox(state.view.size, preview?.returnTo !== null);
	const margin = imageMargin(image, area);
	return {image, left: left + margin.left, top: top + margin.top};
}

export function imageMargin(picture: Size, area: Size): Pick<PlacedImage, 'left' | 'top'> {
	return {
		left: Math.max(0, Math.floor((area.columns - picture.columns) / 2)),
		top: Math.max(0, Math.floor((area.rows - picture.rows) / 2)),
	};
}
