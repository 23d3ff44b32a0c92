import {formatDuration} from '../../core/time/duration.ts';
import {failureCard} from '../failure/failure-card.ts';
import type {Run} from '../../core/run.ts';
import {nodeName} from '../nodes/node-name.ts';
import {firstKey, keysIn} from '../../ui/key-name.ts';
import {blank, joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {wrap} from '../../ui/wrap.ts';

/** The most rows that the advice may take. */
const maxRows = 3;

/** Of a run that did not go well: in which node it stopped, what to try first, and the key of the whole card. */
export function failureHintRows(run: Run, width: number, appearance: Appearance): readonly Line[] {
	const card = failureCard(run);

	if (card === null) {
		return [];
	}

	const words = appearance.messages.failure;
	const {node, advice} = card;
	const time = node?.after ?? null;
	const after = time === null ? '' : ` ${words.after(formatDuration(time))}`;
	const fields: readonly Line[] = [
		node === null ? [] : [span(nodeName(node.node.safe), 'node'), span(after)],
		[span(words.more(firstKey('failure', appearance)), 'muted')],
	];
	return [
		[blank(2), ...joinLines(fields, span(` ${appearance.glyphs.separator} `, 'muted'))],
		...wrap(words.try(advice, keysIn(appearance))[0], width - 2, maxRows).map(row => [
			blank(2),
			span(row),
		]),
	];
}
