import type {Pane} from '../store/state.ts';
import type {ScreenModel} from '../store/view-model.ts';
import {detailLines} from '../features/run/lines.ts';
import {entryLines} from '../features/log/entry/lines.ts';
import {failureLines} from '../features/failure/lines.ts';
import {helpLines} from '../features/help/lines.ts';
import type {Line} from './line.ts';
import {logLines} from '../features/log/lines.ts';
import type {Appearance} from './theme/appearance.ts';
import {moneyLines} from '../features/money/lines.ts';
import {orderLines} from '../features/order/lines.ts';
import {outputLines} from '../features/outputs/lines.ts';
import type {PaneSize} from './pane-lines.ts';
import {previewLines} from '../features/outputs/preview/lines.ts';
import {paletteLines} from '../features/palette/lines.ts';
import {pickerLines} from '../features/picker/lines.ts';
import {runListLines} from '../features/runs/lines.ts';

/** Draws something in exactly the extent's rows and cells. */
export type Drawer = (
	model: ScreenModel,
	extent: PaneSize,
	appearance: Appearance,
) => readonly Line[];

export const paneDrawers: Readonly<Record<Pane, Drawer>> = {
	runs: runListLines,
	detail: detailLines,
	log: logLines,
	outputs: outputLines,
};

/** What is in front when there is room for one thing only: the overlay, else the focused pane. */
export const frontLines: Drawer = (model, extent, appearance) => {
	if (model.overlay === null) {
		return paneDrawers[model.focus](model, extent, appearance);
	}

	switch (model.overlay.kind) {
		case 'help': {
			return helpLines(model.overlay, extent, appearance);
		}

		case 'palette': {
			return paletteLines(model, extent, appearance);
		}

		case 'picker': {
			return pickerLines(model, extent, appearance);
		}

		case 'entry': {
			return entryLines(model, model.overlay, extent, appearance);
		}

		case 'money': {
			return moneyLines(model, model.overlay, extent, appearance);
		}

		case 'failure': {
			return failureLines(model, model.overlay, extent, appearance);
		}

		case 'output': {
			return previewLines(model, extent, appearance);
		}

		case 'order': {
			return orderLines(model, model.overlay, extent, appearance);
		}
	}
};
