import {renderToString} from 'ink';
import type {ReactElement} from 'react';
import type {KeyHint} from '../../source/features/key-hints.ts';
import {paneBox, type Size} from '../../source/features/panes/layout.ts';
import type {ScreenModel} from '../../source/features/screen-model.ts';
import {overlayViews, paneViews} from '../../source/features/views.ts';
import {Screen} from '../../source/session/screen/Screen.tsx';
import type {OverlayModel} from '../../source/store/overlay.ts';
import {cellWidth} from '../../source/terminal/width.ts';
import {AppearanceContext} from '../../source/ui/appearance-context.ts';
import {textOf, type Line, type Span} from '../../source/ui/line.ts';
import type {Appearance} from '../../source/ui/theme/appearance.ts';
import {themeFor, type StyleName, type Theme} from '../../source/ui/theme/theme.ts';
import {withColors} from './colors.ts';
import {appearance as sampleAppearance} from './sample.ts';

/** In cells. */
type Extent = {readonly width: number; readonly height: number};

/** The texts of lines, without trailing spaces. */
export function texts(lines: readonly Line[]): readonly string[] {
	return lines.map(line => textOf(line).trimEnd());
}

export const hints: readonly KeyHint[] = [
	{keys: ['up', 'down'], id: 'move'},
	{keys: ['tab'], id: 'next-pane'},
	{keys: ['/'], id: 'filter'},
	{keys: ['?'], id: 'help'},
	{keys: ['q'], id: 'quit'},
];

/** The rows of a whole frame as text, each as wide as the terminal. */
export function frame(...screen: Parameters<typeof frameLines>): readonly string[] {
	return frameLines(...screen).map(line => textOf(line));
}

export function frameLines(
	model: ScreenModel,
	size: Size,
	appearance: Appearance = sampleAppearance(),
	shownHints: readonly KeyHint[] = hints,
): readonly Line[] {
	return size.columns === 0 || size.rows === 0
		? Array.from({length: size.rows}, () => [])
		: drawn(
				<Screen model={model} hints={shownHints} size={size} />,
				{width: size.columns, height: size.rows},
				appearance,
			);
}

/** A whole frame without hints as Ink draws it, with escape sequences. */
export function frameText(model: ScreenModel, size: Size): string {
	return render(<Screen model={model} hints={[]} size={size} />, size.columns, sampleAppearance());
}

/** A pane without borders. */
export function paneLines(
	name: keyof typeof paneViews,
	model: ScreenModel,
	extent: Extent,
	appearance: Appearance,
): readonly Line[] {
	const View = paneViews[name];
	return drawn(<View screen={model} box={paneBox({...extent, frame: null})} />, extent, appearance);
}

/** An overlay without borders. */
export function overlayLines(
	model: OverlayModel,
	extent: Extent,
	appearance: Appearance,
): readonly Line[] {
	const View = overlayViews[model.kind];
	return drawn(
		<View overlay={model} box={paneBox({...extent, frame: null})} />,
		extent,
		appearance,
	);
}

/** Draws a component, and reads its styles back. */
export function drawn(
	element: ReactElement,
	{width, height}: Extent,
	appearance: Appearance,
): readonly Line[] {
	const rows = render(element, width, {...appearance, theme: markedTheme}).split('\n');
	return Array.from({length: height}, (_, row) => readLine(rows[row] ?? '', width));
}

function render(element: ReactElement, columns: number, appearance: Appearance): string {
	return withColors(3, () =>
		renderToString(<AppearanceContext value={appearance}>{element}</AppearanceContext>, {columns}),
	);
}

const styleNames = Object.keys(themeFor('mono', null, 0)) as readonly StyleName[];

/** Each style has a color of its own, so that the output tells the style. */
const markedTheme = Object.fromEntries(
	styleNames.map((name, index) => [
		name,
		name === 'selected'
			? {backgroundColor: '#010101'}
			: {color: `#0000${(index + 1).toString(16).padStart(2, '0')}`},
	]),
) as unknown as Theme;

/** Reads the colors and links of a row. A selected row has the style `selected` in all of its spans. */
function readLine(row: string, width: number): Line {
	const spans: Span[] = [];
	let style: Pick<Span, 'styleName'> = {};
	let isSelected = false;
	/** The color sequences that belong to no style, such as those of a preview image. */
	let painted = '';
	let link: URL | null = null;
	// oxlint-disable-next-line no-control-regex
	const parts = row.split(/(\u001B\[[\d;]*m|\u001B\]8;[^\u0007\u001B]*(?:\u0007|\u001B\\))/);

	for (const part of parts) {
		// oxlint-disable-next-line no-control-regex
		const sgr = /^\u001B\[([\d;]*)m$/.exec(part)?.[1];
		// oxlint-disable-next-line no-control-regex
		const address = /^\u001B\]8;[^;]*;([^\u0007\u001B]*)/.exec(part)?.[1];

		if (address !== undefined) {
			link = address === '' ? null : new URL(address);
		} else if (sgr !== undefined) {
			const foreground = /^38;2;0;0;(\d+)$/.exec(sgr)?.[1];
			const name = foreground === undefined ? undefined : styleNames[Number(foreground) - 1];

			if (name !== undefined) {
				style = {styleName: name};
			} else if (sgr === '39') {
				style = {};
				painted = '';
			} else if (sgr === '48;2;1;1;1') {
				isSelected = true;
			} else if (sgr === '49') {
				isSelected = false;
				painted = '';
			} else {
				painted += part;
			}
		} else if (part !== '') {
			spans.push({
				text: part,
				...(isSelected ? {styleName: 'selected' as const} : style),
				...(link === null ? {} : {link}),
				...(painted === '' ? {} : {painted: painted + part}),
			});
		}
	}

	const rest = width - spans.reduce((sum, {text}) => sum + cellWidth(text), 0);
	return rest > 0 ? [...spans, {text: ' '.repeat(rest)}] : spans;
}
