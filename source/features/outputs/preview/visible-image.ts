import type {Placed} from '../../../terminal/images/image-overlay.ts';
import type {Size, State} from '../../../store/state.ts';
import {viewerBox} from './box.ts';

/** The picture that is drawn over the cells of the screen, and where; null while there is none. */
export function graphicInSight({view, shelf}: Pick<State, 'view' | 'shelf'>): Placed | null {
	const content = shelf.viewed?.content;

	if (
		view.overlay?.kind !== 'output' ||
		content?.kind !== 'picture' ||
		content.picture.protocol === 'cells'
	) {
		return null;
	}

	const {picture} = content;
	const {left, top, ...room} = viewerBox(view.size);
	const margin = pictureMargin(picture, room);
	return {picture, left: left + margin.left, top: top + margin.top};
}

/** Free cells to the left of a picture and above it, so that it is in the middle. */
export function pictureMargin(picture: Size, room: Size): Pick<Placed, 'left' | 'top'> {
	return {
		left: Math.max(0, Math.floor((room.columns - picture.columns) / 2)),
		top: Math.max(0, Math.floor((room.rows - picture.rows) / 2)),
	};
}
