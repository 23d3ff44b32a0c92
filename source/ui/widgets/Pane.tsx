import {Box} from 'ink';
import type {ReactNode} from 'react';
import {useAppearance} from '../appearance-context.ts';
import {titleRows, type PaneBox} from '../../features/panes/layout.ts';
import {borderStyle, titleLine, type PaneTitle} from '../frame.ts';
import {Row} from './Row.tsx';

export type PaneProps = {
	readonly box: PaneBox;
	readonly title: PaneTitle;
	readonly focused: boolean;
	/** At most `box.contentHeight` rows. */
	readonly children: ReactNode;
};

/** A pane: its title, its rows and, if the screen is large enough, its border. */
export function Pane({
	box: {contentWidth, contentHeight, frame},
	title,
	focused,
	children,
}: PaneProps) {
	const appearance = useAppearance();
	const {paint, theme} = appearance;
	const hasRight = frame?.hasRight === true;
	const outer = contentWidth + (frame === null ? 0 : 1) + (hasRight ? 1 : 0);
	const right = theme[borderStyle(focused)];
	const left = theme[borderStyle(focused || frame?.isLeftFocused === true)];
	return (
		<Box flexDirection="column" width={outer} height={titleRows + contentHeight} flexShrink={0}>
			<Row line={titleLine(title, frame, focused, outer, appearance)} width={outer} fillsWidth />
			<Box
				flexDirection="column"
				height={contentHeight}
				{...(frame === null
					? {}
					: {
							borderStyle: paint.ascii ? 'classic' : 'single',
							borderTop: false,
							borderBottom: false,
							borderRight: hasRight,
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
