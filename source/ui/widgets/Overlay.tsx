import type {ReactNode} from 'react';
import {wordsOf} from '../../features/keymap.ts';
import type {PaneBox} from '../../features/panes/layout.ts';
import {useAppearance} from '../appearance-context.ts';
import type {PaneTitle} from '../frame.ts';
import {firstKey} from '../key-name.ts';
import {blank, span, type Line} from '../line.ts';
import {Pane} from './Pane.tsx';
import {Rows} from './Row.tsx';

export type OverlayProps = {
	readonly box: PaneBox;
	readonly title: Omit<PaneTitle, 'focusKey' | 'trailing'>;
	/** At most `box.contentHeight` rows. */
	readonly children: ReactNode;
};

/** A pane that covers all other panes. Its title shows the key that closes the overlay. */
export function Overlay({box, title, children}: OverlayProps) {
	const appearance = useAppearance();
	const end: Line = [
		span(firstKey('back', appearance), 'key'),
		span(` ${wordsOf('back', appearance.messages.language).short}`, 'muted'),
	];
	return (
		<Pane box={box} focused title={{...title, trailing: end}}>
			{children}
		</Pane>
	);
}

/** An array of lines, or an object like an array that makes lines only when they become visible. */
export type ScrolledLines = {
	readonly length: number;
	slice(first: number, end: number): readonly Line[];
};

export type ScrolledOverlayProps = Omit<OverlayProps, 'children'> & {
	/** The overlay indents each line by one cell. */
	readonly lines: ScrolledLines;
	/** The index of the first visible line. */
	readonly scrollTop: number;
};

/** An overlay that shows the part of `lines` that starts at `scrollTop`. */
export function ScrolledOverlay({box, title, lines, scrollTop}: ScrolledOverlayProps) {
	const {contentWidth, contentHeight} = box;
	const first = Math.max(0, Math.min(scrollTop, lines.length - contentHeight));
	const visible = lines.slice(first, first + contentHeight).map(line => [blank(1), ...line]);
	return (
		<Overlay
			box={box}
			title={{
				...title,
				hiddenAbove: first,
				hiddenBelow: Math.max(0, lines.length - first - contentHeight),
			}}
		>
			<Rows lines={visible} width={contentWidth} />
		</Overlay>
	);
}
