import {nodeName} from '../../core/log/node-event.ts';
import {noMoney} from '../../core/money/money.ts';
import {countRuns} from '../../core/money/totals.ts';
import {unknownField, type InvalidTerm} from '../../core/text/filter-terms.ts';
import {typedText} from '../../core/text/sanitize.ts';
import {blank, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {roundedAmount} from '../../ui/units.ts';
import {termColumns} from './filter.ts';
import {failureCause} from './list.ts';
import type {Fold} from './state.ts';

/**
 * Returns the row of a fold, like `+ 12 × 文生图   ✗3 ¥0.41` or `+ 31 × OOM in n3   ¥0.93`, with as many of the sums
 * as leave the whole name.
 */
export function foldLine({by, runs, isOpen}: Fold, width: number, appearance: Appearance): Line {
	const {glyphs, messages} = appearance;
	const {list, numbers} = messages;
	const [first] = runs;
	const {execution, title} = first ?? {};
	const {failed, totalCost} = countRuns(runs);
	const cause = by === 'failure' && first !== undefined ? failureCause(first) : null;
	const what =
		cause === null
			? (title ?? execution?.workflowId)?.safe
			: (list.reasons[cause.advice] ?? cause.reason);
	const node = cause?.node ?? null;
	const name = list.fold(
		numbers.count(runs.length),
		what ?? '',
		node === null ? null : nodeName(node),
	);
	const sums = [
		cause === null && failed > 0 ? glyphs.phases.failed + numbers.count(failed) : '',
		totalCost === null || totalCost === noMoney ? '' : roundedAmount(totalCost, 2, appearance),
	].filter(text => text !== '');
	const start = [span(isOpen ? '- ' : '+ ', 'key'), span(name)];
	const fitting = sums
		.map((_, index) => sums.slice(0, sums.length - index).join(' '))
		.map(text => [blank(1), span(text, 'muted')])
		.find(end => lineWidth([...start, ...end]) <= width);
	return spread(start, fitting ?? [], width, glyphs.ellipsis);
}

/** Examples of valid terms for fields that can have an invalid value: by the type of the column, or by the field. */
const examples: Readonly<Record<string, string>> = {
	money: '>0.01',
	percent: '<50',
	number: '>60',
	time: '<24h',
	is: 'failed',
	status: 'failed',
};

/**
 * Returns a warning about an invalid term, with a correction, or about a name that is none of `fields`; null if neither is in
 * the filter.
 */
export function wrongTermLine(
	filter: string,
	invalid: InvalidTerm | null,
	fields: readonly string[],
	{messages: {list: words}}: Appearance,
): Line | null {
	if (invalid !== null) {
		const {field, value} = invalid;
		const example = examples[field] ?? examples[termColumns.get(field)?.type ?? ''] ?? '';
		return [span(words.wrongTerm(typedText(`${field}:${value}`), `${field}:${example}`), 'warn')];
	}

	const name = unknownField(filter, fields);

	if (name === null) {
		return null;
	}

	// What was meant has the same first letter most of the time.
	const isNear = (field: string) => field[0] === name[0];
	const terms = fields.toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)));
	return [span(words.noTerm(typedText(name), terms.map(field => `${field}:`).join(' ')), 'warn')];
}
