import type {FailureCard} from '../../core/failure/failure-card.ts';
import {wrapText} from '../../terminal/wrap-text.ts';
import {fieldCells} from '../log/index.ts';

export type FailureField =
	'reason' | 'detail' | 'code' | 'node' | 'first' | 'cost' | 'balance' | 'time' | 'run';

type FailureValue = {
	readonly field: FailureField;
	/** The rows of a wrapped text; null for a value that the view formats in one row, in the user's language. */
	readonly texts: readonly string[] | null;
};

/** Maximum number of rows for one text from the service. A longer text is cut; the copied card has more of it. */
const maxRows = 8;
/** Width of the longest sentence of advice in any language, so that the card's height is the same in every language. */
const adviceCells = 72;

export function failureValues(card: FailureCard, width: number): readonly FailureValue[] {
	const {error, node, first} = card;
	const reason = error?.reason?.safe ?? '';
	const detail = error?.detail?.safe ?? '';
	const wrapped = (text: string) =>
		wrapText(text, Math.max(1, width - fieldCells), maxRows).map(({from, to}) =>
			text.slice(from, to),
		);
	const value = (field: FailureField, isKnown = true): readonly FailureValue[] =>
		isKnown ? [{field, texts: null}] : [];
	return [
		{field: 'reason', texts: reason === '' ? null : wrapped(reason)},
		...(detail === '' || detail === reason
			? []
			: [{field: 'detail' as const, texts: wrapped(detail)}]),
		...value('code', (error?.engineCode ?? error?.statusCode ?? null) !== null),
		...value('node', node !== null),
		...value('first', first !== null),
		...value('cost'),
		...value('balance', card.balance !== null),
		...value('time'),
		...value('run'),
	];
}

/** Returns the number of rows that are reserved for each sentence of advice. */
export function adviceRows(width: number): number {
	return Math.max(1, Math.ceil(adviceCells / Math.max(10, width - 3)));
}
