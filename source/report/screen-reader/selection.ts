import type {State} from '../../store/state.ts';
import {isTimelineInFront} from '../../features/nodes/select.ts';
import {selectScreen} from '../../store/selectors.ts';
import type {LogRow} from '../../features/log/select.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {screenReaderSize, selectedRowText, describeRun, readableRows} from './describe.ts';
import {paneText} from '../../ui/view-text.tsx';

/** The selection of the focused pane. `key` identifies it, because its text can change. */
type Selected = {readonly key: string; readonly text: string};

/** Returns the selection of the focused pane; empty for the run list, which `announceSelection` announces. */
export function selectedIn(state: State, appearance: Appearance): Selected {
	const model = selectScreen(state);

	if (isTimelineInFront(state)) {
		const text = selectedRowText(
			paneText('timeline', model, screenReaderSize, appearance),
			appearance,
		);
		return {key: model.log.node ?? '', text};
	}

	switch (state.view.focus) {
		case 'log': {
			const row = model.log.rows.find(one => one.kind === 'entry' && one.current);
			return row?.kind === 'entry'
				? {key: `${row.run ?? ''} ${row.index}`, text: entryText(row)}
				: {
						key: '',
						text: emptyPaneText(paneText('log', model, screenReaderSize, appearance), appearance),
					};
		}

		case 'outputs': {
			const rows = paneText('outputs', model, screenReaderSize, appearance);
			const row = model.outputs.rows.find(({selected}) => selected);
			return row === undefined
				? {key: '', text: emptyPaneText(rows, appearance)}
				: {
						key: row.output.key.exact,
						text: selectedRowText(rows, appearance).replace(
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

/** Returns the first row below the title: the text of an empty pane. */
function emptyPaneText(rows: readonly string[], appearance: Appearance): string {
	return readableRows(rows.slice(1), appearance)[0] ?? '';
}
