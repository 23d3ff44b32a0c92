import {Box} from 'ink';
import type {ReactNode} from 'react';
import {titleRows, type PaneBox} from '../../features/panes/layout.ts';
import {useAppearance} from '../appearance-context.ts';
import {borderStyleName, titleLine, type PaneTitle} from '../frame.ts';
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
export function Pane({
	box: {contentWidth, contentHeight, frame},
	title,
	isFocused,
	children,
}: PaneProps) {
	const appearance = useAppearance();
	const {paint, theme} = appearance;
	const drawsRightBorder = frame?.drawsRightBorder === true;
	const outerWidth = contentWidth + (frame === null ? 0 : 1) + (drawsRightBorder ? 1 : 0);
	const right = theme[borderStyleName(isFocused)];
	const left = theme[borderStyleName(isFocused || frame?.isLeftNeighborFocused === true)];
	return (
		<Box
			flexDirection="column"
			width={outerWidth}
			height={titleRows + contentHeight}
			flexShrink={0}
		>
			<LineText line={titleLine(title, frame, isFocused, outerWidth, appearance)} />
			<Box
				flexDirection="column"
				height={contentHeight}
				{...(frame === null
					? {}
					: {
							borderStyle: paint.ascii ? 'classic' : 'single',
							borderTop: false,
							borderBottom: false,
							borderRight: drawsRightBorder,
							borderLeftColor: left.color,
							borderLeftDimColor: left.dimColor,
							borderRightColor: right.color,
							borderRightDimColor: right.dimColor,
						})}
			>
				{children}
			</Box>
		</Box>
	);
}
