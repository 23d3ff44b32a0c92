import type {PlacedImage} from '../../../terminal/images/image-overlay.ts';
import type {State} from '../../../store/state.ts';
import {hasFrame, type Rect, type Size} from '../../panes/index.ts';
import {shownPreview} from '../reduce.ts';

/**
 * Returns the area for the content of a preview: below the header and the title, with one free cell on either side.
 * It has at least one cell.
 */
export function previewBox(size: Size): Omit<Rect, 'width' | 'height'> & Size {
	const left = hasFrame(size) ? 2 : 1;
	return {
		left,
		top: 2,
		columns: Math.max(1, size.columns - 2 * left),
		rows: Math.max(1, size.rows - 3),
	};
}

/** Returns the previewed image and its position on the screen, if the terminal draws it by a graphics protocol. */
export function visibleImage(state: Pick<State, 'view' | 'preview'>): PlacedImage | null {
	const content = shownPreview(state)?.content;

	if (content?.kind !== 'image' || content.image.protocol === 'cells') {
		return null;
	}

	const {image} = content;
	const {left, top, ...room} = previewBox(state.view.size);
	const margin = imageMargin(image, room);
	return {image, left: left + margin.left, top: top + margin.top};
}

export function imageMargin(picture: Size, room: Size): Pick<PlacedImage, 'left' | 'top'> {
	return {
		left: Math.max(0, Math.floor((room.columns - picture.columns) / 2)),
		top: Math.max(0, Math.floor((room.rows - picture.rows) / 2)),
	};
}
