import type {FailureCard} from './failure-card.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {fieldCells, wrapText} from '../log/index.ts';

export type FailureField =
	'reason' | 'detail' | 'code' | 'node' | 'first' | 'cost' | 'time' | 'run';

export type FailureRow =
	| {
			readonly kind: 'field';
			readonly field: FailureField;
			/** Null if the text depends on the language. */
			readonly text: string | null;
			/** Whether this is the field's first row. */
			readonly first: boolean;
	  }
	| {readonly kind: 'heading'; readonly of: 'advice' | 'before'}
	| {readonly kind: 'advice'; readonly sentence: 0 | 1; readonly row: number}
	| {readonly kind: 'entry'; readonly entry: LogEntry | null}
	| {readonly kind: 'blank'};

/** Limit for a text of the service. A copy of the card has the whole text. */
const maxRows = 8;
/** The longest sentence of advice in any language. Selectors have no texts, so they reserve rows for this length. */
const adviceCells = 72;

/** Makes rows of at most `width` cells. Their number depends on the width, not on the language. */
export function failureCardRows(card: FailureCard, width: number): readonly FailureRow[] {
	const {error, before} = card;
	const reason = error?.reason?.safe ?? '';
	const detail = error?.detail?.safe ?? '';
	const blank = {kind: 'blank'} as const;
	const advice = ([0, 1] as const).flatMap(sentence =>
		Array.from({length: adviceRows(width)}, (_, row) => ({kind: 'advice', sentence, row}) as const),
	);
	return [
		...(reason === '' ? [own('reason')] : texts('reason', reason, width)),
		...(detail === '' || detail === reason ? [] : texts('detail', detail, width)),
		...((error?.engineCode ?? error?.statusCode ?? null) === null ? [] : [own('code')]),
		...(card.node === null ? [] : [own('node')]),
		...(card.first === null ? [] : [own('first')]),
		own('cost'),
		own('time'),
		own('run'),
		blank,
		{kind: 'heading', of: 'advice'},
		...advice,
		blank,
		{kind: 'heading', of: 'before'},
		...before.map(entry => ({kind: 'entry', entry}) as const),
	];
}

export function adviceRows(width: number): number {
	return Math.max(1, Math.ceil(adviceCells / Math.max(10, width - 3)));
}

function own(field: FailureField): FailureRow {
	return {kind: 'field', field, text: null, first: true};
}

function texts(field: FailureField, text: string, width: number): readonly FailureRow[] {
	return wrapText(text, Math.max(1, width - fieldCells), maxRows).map(({from, to}, index) => ({
		kind: 'field',
		field,
		text: text.slice(from, to),
		first: index === 0,
	}));
}
