import type {ReactNode} from 'react';
import {wordsOf} from '../../features/keymap.ts';
import {useAppearance} from '../appearance-context.ts';
import type {PaneTitle} from '../frame.ts';
import {firstKey} from '../key-name.ts';
import {blank, span, type Line} from '../line.ts';
import {Pane, type PaneSize} from './Pane.tsx';
import {Rows} from './Row.tsx';

export type OverlayProps = {
	readonly size: PaneSize;
	readonly title: Omit<PaneTitle, 'focusKey' | 'trailing'>;
	/** At most `size.height - 1` rows. */
	readonly children: ReactNode;
};

/** A pane that covers all other panes. Its title shows the key that closes the overlay. */
export function Overlay({size, title, children}: OverlayProps) {
	const appearance = useAppearance();
	const end: Line = [
		span(firstKey('back', appearance), 'key'),
		span(` ${wordsOf('back', appearance.messages.language).short}`, 'muted'),
	];
	return (
		<Pane size={size} focused title={{...title, trailing: end}}>
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
export function ScrolledOverlay({size, title, lines, scrollTop}: ScrolledOverlayProps) {
	const height = Math.max(0, size.height - 1);
	const first = Math.max(0, Math.min(scrollTop, lines.length - height));
	const visible = lines.slice(first, first + height).map(line => [blank(1), ...line]);
	return (
		<Overlay
			size={size}
			title={{
				...title,
				hiddenAbove: first,
				hiddenBelow: Math.max(0, lines.length - first - height),
			}}
		>
			<Rows lines={visible} width={size.width} />
		</Overlay>
	);
}
