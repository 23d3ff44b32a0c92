import {Box} from 'ink';
import type {ComponentType} from 'react';
import {overlayViews, paneViews} from '../features/views.ts';
import {computeLayout, type Layout, type Rect} from '../features/panes/layout.ts';
import type {Size} from '../features/panes/state.ts';
import type {Hint} from '../store/keys/hints.ts';
import type {OverlayKind, OverlayModel} from '../store/overlay.ts';
import type {ScreenModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {FooterBar} from './FooterBar.tsx';
import type {PaneFrame} from './frame.ts';
import {HeaderBar} from './HeaderBar.tsx';
import {span} from './line.ts';
import type {Glyphs} from './theme/glyphs.ts';
import type {OverlayViewProps} from './view-props.ts';
import {Row} from './widgets/Row.tsx';

type VisibleLayout = Exclude<Layout, {kind: 'tiny'}>;

export type ScreenProps = {
	readonly model: ScreenModel;
	readonly hints: readonly Hint[];
	readonly size: Size;
};

/** The whole screen: the header, the panes or an overlay, and the footer. */
export function Screen({model, hints, size}: ScreenProps) {
	const {messages} = useAppearance();
	const shown = computeLayout(size, model.focus, model.zoomed, model.timelineView);

	if (shown.kind === 'tiny') {
		return (
			<Box width={size.columns} height={size.rows}>
				<Row line={[span(messages.screen.tooSmall)]} width={size.columns} fillsWidth />
			</Box>
		);
	}

	const isFramed = shown.kind === 'split';
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<HeaderBar model={model.header} width={size.columns} isFramed={isFramed} />
			{model.overlay === null ? (
				<Panes model={model} shown={shown} />
			) : (
				<PlacedOverlay model={model.overlay} size={size} isFramed={isFramed} />
			)}
			<FooterBar
				model={model}
				hints={hints}
				width={size.columns}
				isFramed={isFramed}
				divider={model.overlay === null ? dividerColumn(shown) : null}
			/>
		</Box>
	);
}

/** The run list at the left, and the other panes in a column at its right. */
function Panes({model, shown}: {readonly model: ScreenModel; readonly shown: VisibleLayout}) {
	const {runs, ...others} = shown.panes;
	const rightPanes = (['detail', 'timeline', 'log', 'outputs'] as const).flatMap(name => {
		const rect = name === 'timeline' ? shown.timeline : others[name];
		return rect === null || rect === undefined ? [] : [{name, rect}];
	});
	return (
		<Box>
			{runs !== undefined && <PlacedPane name="runs" rect={runs} model={model} shown={shown} />}
			<Box flexDirection="column">
				{rightPanes.map(({name, rect}) => (
					<PlacedPane key={name} name={name} rect={rect} model={model} shown={shown} />
				))}
			</Box>
		</Box>
	);
}

type PlacedPaneProps = {
	readonly name: keyof typeof paneViews;
	readonly rect: Rect;
	readonly model: ScreenModel;
	readonly shown: VisibleLayout;
};

function PlacedPane({name, rect, model, shown}: PlacedPaneProps) {
	const {glyphs} = useAppearance();
	const View = paneViews[name];
	return <View model={model} size={{...rect, frame: frameOf(name, rect, model, shown, glyphs)}} />;
}

/** Returns the border of a pane. A border between two panes is drawn only by the right one or the lower one. */
function frameOf(
	name: keyof typeof paneViews,
	{top}: Rect,
	{focus}: ScreenModel,
	shown: VisibleLayout,
	glyphs: Glyphs,
): PaneFrame | null {
	if (shown.kind === 'single') {
		return null;
	}

	const hasList = dividerColumn(shown) !== null;

	if (name === 'runs') {
		return {leftCorner: glyphs.teeRight, rightCorner: hasList ? '' : glyphs.teeLeft};
	}

	return {
		leftCorner: hasList && top === 1 ? glyphs.teeDown : glyphs.teeRight,
		rightCorner: glyphs.teeLeft,
		isLeftFocused: hasList && focus === 'runs',
	};
}

type PlacedOverlayProps = {
	readonly model: OverlayModel;
	readonly size: Size;
	readonly isFramed: boolean;
};

function PlacedOverlay({model, size, isFramed}: PlacedOverlayProps) {
	const {glyphs} = useAppearance();
	const View = overlayViews[model.kind] as ComponentType<OverlayViewProps<OverlayKind>>;
	return (
		<View
			model={model}
			size={{
				width: size.columns - (isFramed ? 2 : 0),
				height: size.rows - 2,
				frame: isFramed ? {leftCorner: glyphs.teeRight, rightCorner: glyphs.teeLeft} : null,
			}}
		/>
	);
}

/** Returns the column of the border between the run list and the other panes; null if that border does not exist. */
function dividerColumn({kind, panes}: VisibleLayout): number | null {
	return kind === 'single' || panes.runs === undefined || panes.detail === undefined
		? null
		: panes.runs.left + panes.runs.width;
}
