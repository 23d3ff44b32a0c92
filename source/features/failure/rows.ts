import {failureCard} from '../../core/failure-card.ts';
import {nodeName} from '../../core/log/node-event.ts';
import type {RunError} from '../../core/problem.ts';
import type {Run} from '../../core/run.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {firstKey, keysIn} from '../../ui/key-name.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {joinFields, packFields} from '../../ui/widgets/fields.ts';

/** Maximum number of rows for the reason of a failure, and the same for its detail. */
const maxTextRows = 10;
const maxAdviceRows = 3;

/** The advice (`hint`) comes before the detail of the error, because a long detail could push it off the screen. */
export function failureRows(
	{reason, detail, engineCode, statusCode}: RunError,
	width: number,
	appearance: Appearance,
	hint: readonly Line[] = [],
): readonly Line[] {
	const {glyphs, messages} = appearance;
	const text = (reason ?? detail)?.safe ?? messages.failure.noReason;
	const rest = reason === null || detail?.safe === text ? '' : (detail?.safe ?? '');
	const codes: readonly Line[] = [
		engineCode === null ? [] : [span(engineCode.safe)],
		statusCode === null ? [] : [span(messages.failure.statusCode(statusCode))],
	];
	return [
		...wrap(text, width - 2, maxTextRows).map((row, index) => [
			span(index === 0 ? `${glyphs.phases.failed} ` : '  ', 'bad'),
			span(row, 'bad'),
		]),
		...hint,
		...indented(wrap(rest, width - 2, maxTextRows).map(row => [span(row)])),
		...indented(packFields(codes, width - 2, appearance)),
	];
}

/** Returns the failed node, the key that opens the failure card, and the first sentence of advice. */
export function failureHintRows(run: Run, width: number, appearance: Appearance): readonly Line[] {
	const card = failureCard(run);

	if (card === null) {
		return [];
	}

	const {failure: words, numbers} = appearance.messages;
	const {node, advice} = card;
	const time = node?.activeMs ?? null;
	const fields: readonly Line[] = [
		node === null
			? []
			: [
					span(words.inNode),
					span(nodeName(node.node.safe), 'node'),
					span(time === null ? '' : ` ${words.activeFor(numbers.shortTime(time))}`),
				],
		[span(words.details(firstKey('failure', appearance)), 'muted')],
	];
	const [sentence] = words.try(advice, keysIn(appearance));
	return indented([
		joinFields(fields, appearance),
		...wrap(sentence, width - 2, maxAdviceRows).map(row => [span(row)]),
	]);
}

function indented(lines: readonly Line[]): readonly Line[] {
	return lines.map(line => [blank(2), ...line]);
}
