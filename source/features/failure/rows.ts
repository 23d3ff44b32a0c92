import {failureCard, type FailedNode} from '../../core/failure/failure-card.ts';
import {nodeName} from '../../core/log/node-event.ts';
import type {RunError} from '../../core/run-error.ts';
import type {Run} from '../../core/run.ts';
import {firstKey, keysIn} from '../../ui/key-name.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {joinFields, packFields} from '../../ui/widgets/fields.ts';
import {wrap} from '../../ui/wrap.ts';

/** Maximum number of rows for the reason of a failure, and the same for its detail. */
const maxTextRows = 10;
const maxAdviceRows = 3;

/**
 * Returns rows with the reason of the failure, the advice (`hint`), the detail and the error codes. The advice comes
 * before the detail, because a long detail could push it off the screen.
 */
export function failureRows(
	error: RunError,
	width: number,
	appearance: Appearance,
	hint: readonly Line[] = [],
): readonly Line[] {
	const {glyphs, messages} = appearance;
	const headline = error.reason ?? error.detail;
	const text = headline?.safe ?? messages.failure.noReason;
	const detail = error.reason === null ? '' : (error.detail?.safe ?? '');

	return [
		...wrap(text, width - 2, maxTextRows).map((row, index) => [
			span(index === 0 ? `${glyphs.phases.failed} ` : '  ', 'bad'),
			span(row, 'bad'),
		]),
		...hint,
		...(detail === text ? [] : wrap(detail, width - 2, maxTextRows)).map(row =>
			indented([span(row)]),
		),
		...packFields(errorCodes(error, appearance), width - 2, appearance).map(indented),
	];
}

function indented(line: Line): Line {
	return [blank(2), ...line];
}

export function errorCodes(error: RunError | null, {messages}: Appearance): readonly Line[] {
	const {engineCode = null, statusCode = null} = error ?? {};
	return [
		...(engineCode === null ? [] : [[span(engineCode.safe)]]),
		...(statusCode === null ? [] : [[span(messages.screen.statusCode(statusCode))]]),
	];
}

/** Returns the failed node, the first sentence of advice, and the key that opens the failure card. */
export function failureHintRows(run: Run, width: number, appearance: Appearance): readonly Line[] {
	const card = failureCard(run);

	if (card === null) {
		return [];
	}

	const words = appearance.messages.failure;
	const {node, advice} = card;
	const fields: readonly Line[] = [
		node === null ? [] : [span(words.inNode), ...failedNodeLine(node, appearance)],
		[span(words.details(firstKey('failure', appearance)), 'muted')],
	];
	return [
		indented(joinFields(fields, appearance)),
		...wrap(words.try(advice, keysIn(appearance))[0], width - 2, maxAdviceRows).map(row =>
			indented([span(row)]),
		),
	];
}

export function failedNodeLine({node, activeMs}: FailedNode, {messages}: Appearance): Line {
	const {failure, numbers} = messages;
	const time = activeMs === null ? '' : ` ${failure.activeFor(numbers.shortTime(activeMs))}`;
	return [span(nodeName(node.safe), 'node'), span(time)];
}
