import type {ForeignText} from '../../core/text/text.ts';
import type {Money} from '../../core/money/money.ts';
import {formatDuration} from '../../core/time/duration.ts';
import {localTime} from '../../core/time/rfc3339.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {amount} from '../../ui/units.ts';
import {nodeTime} from '../nodes/columns.ts';
import type {
	ComparedField,
	ComparedRow,
	ComparedRun,
	ComparedSection,
	Comparison,
} from './comparison.ts';
import {mapPair, type Pair} from './log-reading.ts';

/** A row of the comparison as text. A value that is unknown or missing is null. */
export type RowTexts = {
	readonly label: string;
	readonly values: Pair<string | null>;
	/** With its sign; empty if nothing differs, or if there is no difference to tell. */
	readonly difference: string;
};

/** Returns the texts of a row for the screen and for Markdown. */
export function rowTexts(
	{id}: ComparedSection,
	row: ComparedRow,
	{runs}: Comparison,
	appearance: Pick<Appearance, 'messages' | 'paint'>,
): RowTexts {
	const {messages} = appearance;
	const {compare: words, numbers} = messages;
	const {name, type, difference, bars} = row;
	const text = (value: ComparedRow['values'][number]) =>
		value === null
			? null
			: type === 'money'
				? amount(value as Money, appearance)
				: type === 'number'
					? formatDuration(Number(value) * 1000)
					: type === 'time'
						? localTime(Number(value)).slice(0, 19).replace('T', ' ')
						: (value as ForeignText).safe;
	const label =
		id === 'run'
			? words.fields[name.exact as ComparedField]
			: id === 'log'
				? words.entry(numbers.count(Number(name.exact)))
				: name.safe;
	const values =
		bars !== undefined
			? mapPair(bars, bar => (bar === null ? null : nodeTime(bar, messages)))
			: id === 'run' && name.exact === 'status'
				? mapPair(runs, run => statusText(run, messages))
				: mapPair(row.values, text);
	return {label, values, difference: differenceText()};

	function differenceText(): string {
		const change = Number(difference ?? 0);
		const size = typeof difference === 'number' ? Math.abs(difference) : difference;
		const shown = text((typeof size === 'string' ? size.replace('-', '') : size) as typeof size);
		return change === 0 || shown === null ? '' : `${change < 0 ? '-' : '+'}${shown}`;
	}
}

function statusText({execution}: ComparedRun, {screen}: Appearance['messages']): string | null {
	const phase = execution?.phase ?? 'other';
	return phase === 'other' ? (execution?.status.safe ?? null) : screen.phases[phase];
}

/** Returns what is said next to the title of a section; empty for nothing. */
export function sectionNote(
	{id, rows}: ComparedSection,
	{sameInputs, scale, log}: Comparison,
	{compare: words, timeline}: Appearance['messages'],
): string {
	switch (id) {
		case 'inputs':
			return sameInputs === null ? words.unknownInputs : words.inputs(rows.length, sameInputs);
		case 'nodes':
			return rows.length === 0 ? timeline.none : words.scale(formatDuration(scale));
		case 'log':
			return words.log[log.state](log.same);
		case 'run':
		case 'outputs':
			return '';
	}
}
