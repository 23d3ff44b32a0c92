import {hasEnded, type Run} from '../../core/run.ts';
import type {LogRow} from '../../features/log/select.ts';
import {isTimelineInFront} from '../../features/nodes/timeline.ts';
import {stateWord} from '../../features/runs/state-style.ts';
import {selectScreen} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {paneText} from '../../ui/view-text.tsx';
import {runFieldTexts} from '../run-texts.ts';

/** Names a run, and says its state, with the place in the queue, the progress or how it ended. */
export function describeRun(run: Run, appearance: Appearance): string {
	const {title, label, execution} = run;
	const {messages} = appearance;
	const name = title === null ? label : `${title.safe} ${label}`;
	const {queuePosition = null, progressPercent = null} = execution ?? {};
	const fields = hasEnded(run)
		? runFieldTexts(run, messages)
		: [
				stateWord(run, appearance).text,
				queuePosition === null ? null : messages.report.place(queuePosition),
				progressPercent === null ? null : messages.numbers.percent(Math.floor(progressPercent)),
			];
	return `${name}: ${fields.filter(field => field !== null).join(', ')}`;
}

/** Returns the drawn rows of a pane as plain text. Removes borders, gaps and empty rows. */
export function readableRows(rows: readonly string[], {glyphs}: Appearance): readonly string[] {
	return rows.map(row => readableText(row, glyphs.horizontal)).filter(row => row !== '');
}

/** Returns the text of the selected row without its pointer symbol; an empty text if no row is selected. */
export function selectedRowText(rows: readonly string[], {glyphs}: Appearance): string {
	// Skips the title: in the focused pane it has a pointer too.
	const row = rows.slice(1).find(text => text.startsWith(glyphs.pointer));
	return row === undefined ? '' : readableText(row.replace(glyphs.pointer, ' '), glyphs.horizontal);
}

/**
 * Removes borders and collapses white space. Only three or more `rule` characters in a row are a border: the character
 * can be `-`, so that one or two of them may belong to the text.
 */
function readableText(text: string, rule: string): string {
	const words = text.split(rule.repeat(3)).join(' ').replaceAll(/\s+/g, ' ').trim();
	return [...words].every(character => character === rule) ? '' : words;
}

/** The selected item of the focused pane. `key` identifies the item, because its text can change while it is selected. */
type Selected = {readonly key: string; readonly text: string};

/** Returns the selected item of the focused pane; an empty one for the run list, which `announceSelection` describes. */
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

	const rows = paneText(pane, model, appearance);

	if (pane === 'timeline') {
		return {
			key: model.timeline?.rows.find(({selected}) => selected)?.name ?? '',
			text: selectedRowText(rows, appearance),
		};
	}

	const output = model.outputs.rows.find(({selected}) => selected);

	if (pane === 'outputs' && output !== undefined) {
		const glyph = `${appearance.glyphs.kinds[output.output.kind]} `;
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
