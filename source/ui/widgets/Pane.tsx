import {Box} from 'ink';
import type {ReactNode} from 'react';
import {useAppearance} from '../appearance-context.ts';
import type {PaneRect} from '../../features/panes/layout.ts';
import {borderStyle, titleLine, type PaneTitle} from '../frame.ts';
import {Row} from './Row.tsx';

/** The size and the border of a pane or an overlay. */
export type PaneSize = Pick<PaneRect, 'width' | 'height' | 'frame'>;

export type PaneProps = {
	readonly size: PaneSize;
	readonly title: PaneTitle;
	readonly focused: boolean;
	/** At most `height - 1` rows. */
	readonly children: ReactNode;
};

/** A pane: its title, its rows and, if the screen is large enough, its border. */
export function Pane({size: {width, height, frame}, title, focused, children}: PaneProps) {
	const appearance = useAppearance();
	const {paint, theme} = appearance;
	const hasRight = frame?.hasRight === true;
	const outer = width + (frame === null ? 0 : 1) + (hasRight ? 1 : 0);
	const right = theme[borderStyle(focused)];
	const left = theme[borderStyle(focused || frame?.isLeftFocused === true)];
	return (
		<Box flexDirection="column" width={outer} height={height} flexShrink={0}>
			<Row line={titleLine(title, frame, focused, outer, appearance)} width={outer} fillsWidth />
			<Box
				flexDirection="column"
				height={Math.max(0, height - 1)}
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
