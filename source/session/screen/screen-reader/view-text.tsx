import {stripVTControlCharacters} from 'node:util';
import {renderToString} from 'ink';
import type {ReactElement} from 'react';
import {paneBox} from '../../../features/panes/layout.ts';
import type {ScreenModel} from '../../../features/screen-model.ts';
import {overlayViews, paneViews} from '../../../features/views.ts';
import type {OverlayModel} from '../../../store/overlay.ts';
import {AppearanceContext} from '../../../ui/appearance-context.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';

/** Wide enough for whole sentences, and high enough for long overlays. */
const box = paneBox({width: 140, height: 200, frame: null});

/** Returns the title and the rows of a pane as plain text, for a screen reader. */
export function paneText(
	name: keyof typeof paneViews,
	screen: ScreenModel,
	appearance: Appearance,
): readonly string[] {
	const View = paneViews[name];
	return renderText(<View screen={screen} box={box} />, appearance);
}

/** Returns the title and the rows of an overlay as plain text, for a screen reader. */
export function overlayText(overlay: OverlayModel, appearance: Appearance): readonly string[] {
	const View = overlayViews[overlay.kind];
	return renderText(<View overlay={overlay} box={box} />, appearance);
}

function renderText(element: ReactElement, appearance: Appearance): readonly string[] {
	const text = renderToString(<AppearanceContext value={appearance}>{element}</AppearanceContext>, {
		columns: box.contentWidth,
	});
	return stripVTControlCharacters(text).split('\n');
}
