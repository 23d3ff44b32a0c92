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
	const pane = isTimelineInFront(state) ? 'timeline' : state.view.focus;

	if (pane === 'runs') {
		return {key: '', text: ''};
	}

	if (pane === 'detail') {
		return {key: '', text: model.run === null ? '' : describeRun(model.run, appearance)};
	}

	const entry = model.log.rows.find(row => row.kind === 'entry' && row.current);

	if (pane === 'log' && entry?.kind === 'entry') {
		return {key: `${entry.run ?? ''} ${entry.index}`, text: entryText(entry)};
	}

	const rows = paneText(pane, model, screenReaderSize, appearance);

	if (pane === 'timeline') {
		return {key: model.log.node ?? '', text: selectedRowText(rows, appearance)};
	}

	const output = model.outputs.rows.find(({selected}) => selected);

	if (pane === 'outputs' && output !== undefined) {
		const glyph = `${appearance.glyphs.kinds[output.kind]} `;
		const text = selectedRowText(rows, appearance).replace(glyph, '');
		return {key: output.output.key.exact, text};
	}

	// The first row below the title is the text of an empty pane.
	return {key: '', text: readableRows(rows.slice(1), appearance)[0] ?? ''};
}

function entryText({entry, text}: Extract<LogRow, {kind: 'entry'}>): string {
	return [entry.level?.safe ?? '', entry.nodeId?.safe ?? '', text]
		.filter(word => word !== '')
		.join(' ');
}
