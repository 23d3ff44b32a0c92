import type {ComponentType} from 'react';
import type {OverlayKind} from '../store/overlay.ts';
import {textOverlayView, type OverlayViewProps} from '../ui/widgets/Overlay.tsx';
import {noticesText} from './app/index.ts';
import {comparisonText} from './compare/comparison-text.ts';
import {failureCardText} from './failure/failure-text.ts';
import {HelpView} from './help/View.tsx';
import {HistoryView} from './history/View.tsx';
import {entryText} from './log/entry-text.ts';
import {LogView} from './log/View.tsx';
import {moneyText} from './money/money-text.ts';
import {NodesView} from './nodes/View.tsx';
import {PreviewView} from './outputs/preview/View.tsx';
import {OutputsView} from './outputs/View.tsx';
import {PaletteView} from './palette/View.tsx';
import type {PaneName} from './panes/layout.ts';
import {PickerView} from './picker/View.tsx';
import {runOrderText} from './run-order/run-order-text.ts';
import {DetailView} from './run/View.tsx';
import {RunsView} from './runs/View.tsx';
import type {PaneViewProps} from './screen-model.ts';

/** The components of the panes. Only sessions with a screen load this file, because the components import Ink. */
export const paneViews: Readonly<Record<PaneName | 'timeline', ComponentType<PaneViewProps>>> = {
	runs: RunsView,
	detail: DetailView,
	timeline: NodesView,
	log: LogView,
	outputs: OutputsView,
};

/**
 * The component of each overlay. Its type is asserted with `as`, because TypeScript cannot infer that the kind and
 * the model of an overlay belong together.
 */
export const overlayViews = {
	compare: textOverlayView<'compare'>(comparisonText),
	entry: textOverlayView<'entry'>(entryText),
	failure: textOverlayView<'failure'>(failureCardText),
	help: HelpView,
	history: HistoryView,
	notices: textOverlayView<'notices'>(noticesText),
	money: textOverlayView<'money'>(moneyText),
	order: textOverlayView<'order'>(runOrderText),
	output: PreviewView,
	palette: PaletteView,
	picker: PickerView,
} satisfies {
	readonly [Kind in OverlayKind]: ComponentType<OverlayViewProps<Kind>>;
} as Readonly<Record<OverlayKind, ComponentType<OverlayViewProps<OverlayKind>>>>;
