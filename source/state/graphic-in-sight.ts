import type {Placed} from '../terminal/easel.ts';
import type {State} from './state.ts';
import {viewerBox} from './viewer-box.ts';

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
	const {left, top, columns} = viewerBox(view.size);
	return {picture, left: left + pictureIndent(picture.columns, columns), top};
}

/** Cells to the left of a picture, so that it is in the middle. */
export function pictureIndent(picture: number, room: number): number {
	return Math.max(0, Math.floor((room - picture) / 2));
}
