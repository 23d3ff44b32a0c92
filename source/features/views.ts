import type {ComponentType} from 'react';
import type {OverlayKind} from '../store/overlay.ts';
import type {OverlayViewProps, PaneViewProps} from '../ui/view-props.ts';
import {MessagesView} from './app/View.tsx';
import {CompareView} from './compare/View.tsx';
import {FailureView} from './failure/View.tsx';
import {HelpView} from './help/View.tsx';
import {HistoryView} from './history/View.tsx';
import {EntryView} from './log/EntryView.tsx';
import {LogView} from './log/View.tsx';
import {MoneyView} from './money/View.tsx';
import {NodesView} from './nodes/View.tsx';
import {RunOrderView} from './order/View.tsx';
import {PreviewView} from './outputs/preview/View.tsx';
import {OutputsView} from './outputs/View.tsx';
import {PaletteView} from './palette/View.tsx';
import type {PaneName} from './panes/state.ts';
import {PickerView} from './picker/View.tsx';
import {DetailView} from './run/View.tsx';
import {RunsView} from './runs/View.tsx';

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
	compare: CompareView,
	entry: EntryView,
	failure: FailureView,
	help: HelpView,
	history: HistoryView,
	messages: MessagesView,
	money: MoneyView,
	order: RunOrderView,
	output: PreviewView,
	palette: PaletteView,
	picker: PickerView,
} satisfies {
	readonly [Kind in OverlayKind]: ComponentType<OverlayViewProps<Kind>>;
} as Readonly<Record<OverlayKind, ComponentType<OverlayViewProps<OverlayKind>>>>;
