import {Box} from 'ink';
import type {KeyHint} from '../../features/key-hints.ts';
import {
	computeLayout,
	hasFrame,
	isTooSmall,
	overlayRect,
	paneBox,
	type Layout,
	type PaneName,
	type Size,
} from '../../features/panes/layout.ts';
import type {ScreenModel} from '../../features/screen-model.ts';
import {overlayViews, paneViews} from '../../features/views.ts';
import type {OverlayModel} from '../../store/overlay.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {cutLine, span} from '../../ui/line.ts';
import {LineText} from '../../ui/widgets/Row.tsx';
import type {Divider} from './EdgeRow.tsx';
import {FooterBar} from './FooterBar.tsx';
import {HeaderBar} from './HeaderBar.tsx';

type ScreenProps = {
	readonly model: ScreenModel;
	readonly hints: readonly KeyHint[];
	readonly size: Size;
};

/** The whole screen: the header, the panes or an overlay, and the footer. */
export function Screen({model, hints, size}: ScreenProps) {
	const {messages, glyphs} = useAppearance();
	const {columns, rows} = size;

	if (isTooSmall(size)) {
		return (
			<Box width={columns} height={rows}>
				<LineText line={cutLine([span(messages.screen.tooSmall)], columns, glyphs.ellipsis)} />
			</Box>
		);
	}

	const {header, overlay, focus, zoomed, timelineView: timeline, run} = model;
	const layout = overlay === null ? computeLayout({size, focus, zoomed, timeline, run}) : {};
	const isFramed =
		overlay === null ? Object.values(layout).some(({frame}) => frame !== null) : hasFrame(size);
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<HeaderBar header={header} width={columns} isFramed={isFramed} />
			{overlay === null ? (
				<Panes screen={model} layout={layout} />
			) : (
				<OpenOverlay overlay={overlay} size={size} />
			)}
			<FooterBar
				screen={model}
				hints={hints}
				width={columns}
				row={rows - 1}
				isFramed={isFramed}
				divider={footerDivider(layout, focus)}
			/>
		</Box>
	);
}

/** The run list at the left, and the other panes in a column at its right. */
function Panes({screen, layout}: {readonly screen: ScreenModel; readonly layout: Layout}) {
	const column = (...names: ReadonlyArray<keyof typeof paneViews>) => (
		<Box flexDirection="column">
			{names.map(name => {
				const View = paneViews[name];
				const rect = layout[name];
				return rect !== undefined && <View key={name} screen={screen} box={paneBox(rect)} />;
			})}
		</Box>
	);
	return (
		<Box>
			{column('runs')}
			{column('detail', 'timeline', 'log', 'outputs')}
		</Box>
	);
}

function OpenOverlay({overlay, size}: {readonly overlay: OverlayModel; readonly size: Size}) {
	const View = overlayViews[overlay.kind];
	return <View overlay={overlay} box={paneBox(overlayRect(size))} />;
}

/** Returns the border between the run list and the other panes; null if that border does not reach the footer. */
function footerDivider({runs, outputs}: Layout, focus: PaneName): Divider | null {
	return runs === undefined || outputs === undefined
		? null
		: {column: runs.left + runs.width, isFocused: focus === 'runs' || focus === 'outputs'};
}
