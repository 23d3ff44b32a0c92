import type {PlacedImage} from '../../../terminal/images/image-overlay.ts';
import type {Size, State} from '../../../store/state.ts';
import {viewerBox} from './box.ts';

/** The picture that is drawn over the cells of the screen, and where; null while there is none. */
export function visibleImage({
	view,
	outputs: outputsState,
}: Pick<State, 'view' | 'outputs'>): PlacedImage | null {
	const content = outputsState.preview?.content;

	if (
		view.overlay?.kind !== 'output' ||
		content?.kind !== 'picture' ||
		content.picture.protocol === 'cells'
	) {
		return null;
	}

	const {picture} = content;
	const {left, top, ...room} = viewerBox(view.size);
	const margin = imageMargin(picture, room);
	return {image: picture, left: left + margin.left, top: top + margin.top};
}

/** Free cells to the left of a picture and above it, so that it is in the middle. */
export function imageMargin(picture: Size, room: Size): Pick<PlacedImage, 'left' | 'top'> {
	return {
		left: Math.max(0, Math.floor((room.columns - picture.columns) / 2)),
		top: Math.max(0, Math.floor((room.rows - picture.rows) / 2)),
	};
}
