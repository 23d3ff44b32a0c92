import type {OverlayKind, OverlayModel, OverlayModelOf} from '../store/overlay.ts';
import type {Pane} from './panes/state.ts';
import type {ScreenModel} from '../store/view-model.ts';
import type {Line} from '../ui/line.ts';
import type {PaneSize} from '../ui/pane-lines.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import {failureLines} from './failure/lines.ts';
import {helpLines} from './help/lines.ts';
import {entryLines} from './log/entry/lines.ts';
import {logLines} from './log/lines.ts';
import {moneyLines} from './money/lines.ts';
import {orderLines} from './order/lines.ts';
import {outputLines} from './outputs/lines.ts';
import {previewLines} from './outputs/preview/lines.ts';
import {paletteLines} from './palette/lines.ts';
import {pickerLines} from './picker/lines.ts';
import {detailLines} from './run/lines.ts';
import {runListLines} from './runs/lines.ts';

/** Returns exactly `size.height` lines of `size.width` cells. */
type View<Model> = (model: Model, size: PaneSize, appearance: Appearance) => readonly Line[];

export const paneViews: Readonly<Record<Pane, View<ScreenModel>>> = {
	runs: runListLines,
	detail: detailLines,
	log: logLines,
	outputs: outputLines,
};

const overlayViews: {readonly [Kind in OverlayKind]: View<OverlayModelOf<Kind>>} = {
	entry: entryLines,
	failure: failureLines,
	help: helpLines,
	money: moneyLines,
	order: orderLines,
	output: previewLines,
	palette: paletteLines,
	picker: pickerLines,
};

/** The overlay or else the focused pane, for terminals with room for one only. */
export const frontLines: View<ScreenModel> = (model, size, appearance) => {
	if (model.overlay === null) {
		return paneViews[model.focus](model, size, appearance);
	}

	const view = overlayViews[model.overlay.kind] as View<OverlayModel>;
	return view(model.overlay, size, appearance);
};
