import {stripVTControlCharacters} from 'node:util';
import {renderToString} from 'ink';
import type {ReactElement} from 'react';
import {paneBox} from '../features/panes/layout.ts';
import {overlayViews, paneViews} from '../features/views.ts';
import type {OverlayModel} from '../store/overlay.ts';
import type {ScreenModel} from '../store/selectors.ts';
import {AppearanceContext} from './appearance-context.ts';
import type {Appearance} from './theme/appearance.ts';

/** A size in cells. */
type TextSize = {readonly width: number; readonly height: number};

/** Returns the title and the rows of a pane as plain text, without borders. */
export function paneText(
	name: keyof typeof paneViews,
	screen: ScreenModel,
	size: TextSize,
	appearance: Appearance,
): readonly string[] {
	const View = paneViews[name];
	return renderText(
		<View screen={screen} box={paneBox({...size, frame: null})} />,
		size,
		appearance,
	);
}

/** Returns the title and the rows of an overlay as plain text, without borders. */
export function overlayText(
	overlay: OverlayModel,
	size: TextSize,
	appearance: Appearance,
): readonly string[] {
	const View = overlayViews[overlay.kind];
	return renderText(
		<View overlay={overlay} box={paneBox({...size, frame: null})} />,
		size,
		appearance,
	);
}

function renderText(
	element: ReactElement,
	{width}: TextSize,
	appearance: Appearance,
): readonly string[] {
	const text = renderToString(<AppearanceContext value={appearance}>{element}</AppearanceContext>, {
		columns: width,
	});
	return stripVTControlCharacters(text).split('\n');
}
