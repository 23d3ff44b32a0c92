import {nodeName} from '../../core/log/node-event.ts';
import {noMoney} from '../../core/money/money.ts';
import {countRuns} from '../../core/money/totals.ts';
import type {InvalidTerm} from '../../core/text/filter-terms.ts';
import {typedText} from '../../core/text/sanitize.ts';
import {blank, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {roundedAmount} from '../../ui/units.ts';
import {termColumns} from './filter.ts';
import {failureCause} from './list.ts';
import type {Fold} from './state.ts';

/** Returns the row of a fold, like `+ 文生图   12 runs, 3 failed, ¥0.41` or `+ 31 × OOM in n3   ¥0.93`. */
export function foldLine(fold: Fold, width: number, appearance: Appearance): Line {
	const {name, sums} = foldTexts(fold, appearance);
	const sign = span(fold.isOpen ? '- ' : '+ ', 'key');
	const end = [blank(1), span(sums, 'muted')];
	return spread([sign, span(name)], end, width, appearance.glyphs.ellipsis);
}

export function foldTexts({by, runs}: Fold, appearance: Appearance) {
	const {list, numbers} = appearance.messages;
	const [first] = runs;
	const {failed, totalCost} = countRuns(runs);
	const count = numbers.count(runs.length);
	const cost =
		totalCost === null || totalCost === noMoney ? '' : roundedAmount(totalCost, 2, appearance);
	const cause = by === 'failure' && first !== undefined ? failureCause(first) : null;
	const {execution, title} = first ?? {};
	return cause === null
		? {
				name: title?.safe ?? execution?.workflowId?.safe ?? '',
				sums: list.foldedRuns(count, failed === 0 ? null : numbers.count(failed), cost),
			}
		: {
				name: list.cause(
					count,
					cause.reason ?? cause.kind,
					cause.node === null ? null : nodeName(cause.node),
				),
				sums: cost,
			};
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

/** Returns a warning about an invalid term, with a correction. */
export function invalidTermLine({field, value}: InvalidTerm, {messages}: Appearance): Line {
	const example = examples[field] ?? examples[termColumns.get(field)?.type ?? ''] ?? '';
	const sentence = messages.list.wrongTerm(typedText(`${field}:${value}`), `${field}:${example}`);
	return [span(sentence, 'warn')];
}
