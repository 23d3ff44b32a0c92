import {Box} from 'ink';
import type {ReactNode} from 'react';
import {useAppearance} from '../appearance-context.ts';
import {borderStyleName, titleLine, titleRows, type PaneBox, type PaneTitle} from '../frame.ts';
import {LineText} from './Row.tsx';

type PaneProps = {
	readonly box: PaneBox;
	readonly title: PaneTitle;
	readonly isFocused: boolean;
	/** At most `box.contentHeight` rows. */
	readonly children: ReactNode;
};

/**
 * A pane: its title, its rows and, if the screen is large enough, its borders. The pane below, or the footer, draws the
 * bottom border.
 */
export function Pane({box, title, isFocused, children}: PaneProps) {
	const appearance = useAppearance();
	const {contentWidth, contentHeight, frame} = box;
	const {paint, theme} = appearance;
	const drawsRightBorder = frame?.drawsRightBorder === true;
	const width = contentWidth + Number(frame !== null) + Number(drawsRightBorder);
	const right = theme[borderStyleName(isFocused)];
	const left = theme[borderStyleName(isFocused || frame?.isLeftNeighborFocused === true)];
	const border = frame !== null && {
		borderStyle: paint.ascii ? ('classic' as const) : ('single' as const),
		borderTop: false,
		borderBottom: false,
		borderRight: drawsRightBorder,
		borderLeftColor: left.color,
		borderLeftDimColor: left.dimColor,
		borderRightColor: right.color,
		borderRightDimColor: right.dimColor,
	};
	return (
		<Box flexDirection="column" width={width} height={titleRows + contentHeight} flexShrink={0}>
			<LineText line={titleLine(title, frame, isFocused, width, appearance)} />
			<Box flexDirection="column" height={contentHeight} {...border}>
				{children}
			</Box>
		</Box>
	);
}
