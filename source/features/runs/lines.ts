import {nodeName} from '../../core/log/node-event.ts';
import {noMoney} from '../../core/money/money.ts';
import {countRuns} from '../../core/money/totals.ts';
import type {InvalidTerm} from '../../core/text/filter-terms.ts';
import {typedText} from '../../core/text/sanitize.ts';
import {blank, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {roundedAmount} from '../../ui/units.ts';
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

/** An example of a valid term for each field that can have an invalid value. */
const examples: Readonly<Record<string, string>> = {
	cost: 'cost:>0.01',
	progress: 'progress:<50',
	created: 'created:2026-11-24',
	ended: 'ended:<24h',
	is: 'is:failed',
	status: 'status:failed',
};

/** Returns a warning about an invalid term, with a correction. */
export function invalidTermLine({field, value}: InvalidTerm, {messages}: Appearance): Line {
	const sentence = messages.list.wrongTerm(typedText(`${field}:${value}`), examples[field] ?? '');
	return [span(sentence, 'warn')];
}
