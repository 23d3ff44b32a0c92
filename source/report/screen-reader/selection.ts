import type {State} from '../../store/state.ts';
import {isTimelineInFront} from '../../features/nodes/select.ts';
import type {ScreenModel} from '../../store/view-model.ts';
import type {LogRow} from '../../features/log/select.ts';
import type {Line} from '../../ui/line.ts';
import {logLines} from '../../features/log/lines.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {outputLines} from '../../features/outputs/lines.ts';
import {screenReaderSize, selectedRowText, describeRun, screenReaderLines} from './describe.ts';
import {timelineLines} from '../../features/nodes/lines.ts';

/** The selection of the focused pane. `key` identifies it, since its text changes. */
export type Selected = {readonly key: string; readonly text: string};

/** Returns the selection of the focused pane; empty for the run list, which `announceSelection` announces. */
export function selectedIn(state: State, model: ScreenModel, appearance: Appearance): Selected {
	if (isTimelineInFront(state)) {
		const text = selectedRowText(timelineLines(model, screenReaderSize, appearance), appearance);
		return {key: model.log.node ?? '', text};
	}

	switch (state.view.focus) {
		case 'log': {
			const row = model.log.rows.find(one => one.kind === 'entry' && one.current);
			return row?.kind === 'entry'
				? {key: `${row.run ?? ''} ${row.index}`, text: entryText(row)}
				: {key: '', text: emptyPaneText(logLines(model, screenReaderSize, appearance), appearance)};
		}

		case 'outputs': {
			const lines = outputLines(model, screenReaderSize, appearance);
			const row = model.outputs.rows.find(({selected}) => selected);
			return row === undefined
				? {key: '', text: emptyPaneText(lines, appearance)}
				: {
						key: row.output.key.exact,
						text: selectedRowText(lines, appearance).replace(
							`${appearance.glyphs.kinds[row.kind]} `,
							'',
						),
					};
		}

		case 'detail': {
			return {key: '', text: model.run === null ? '' : describeRun(model.run, appearance)};
		}

		case 'runs': {
			return {key: '', text: ''};
		}
	}
}

function entryText({entry, text}: Extract<LogRow, {kind: 'entry'}>): string {
	return [entry.level?.safe ?? '', entry.nodeId?.safe ?? '', text]
		.filter(word => word !== '')
		.join(' ');
}

/** Returns the text that an empty pane shows below its title. */
function emptyPaneText(lines: readonly Line[], appearance: Appearance): string {
	return screenReaderLines(lines.slice(1), appearance)[0] ?? '';
}
