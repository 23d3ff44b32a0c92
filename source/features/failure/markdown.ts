import {formatDuration} from '../../core/time/duration.ts';
import type {FailureCard} from '../../core/failure/failure-card.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import type {Messages} from '../../i18n/index.ts';
import {cleanProse} from '../../core/text/sanitize.ts';
import {codeBlock, codeSpan, maxMarkdown} from '../../core/text/markdown.ts';
import {localTime} from '../../core/time/rfc3339.ts';
import {logText} from '../log/index.ts';
import {nodeName} from '../../core/log/node-event.ts';

/**
 * Formats a failure card for an issue or a chat, without secrets. Texts from outside are formatted as code, so that
 * they cannot become markup or mentions.
 */
export function failureMarkdown(
	card: FailureCard,
	{failure: words, screen, numbers}: Messages,
): string {
	const {error, node, first} = card;
	const rows: readonly (readonly [string, string | null])[] = [
		[words.fields.run, codeSpan(card.run.label)],
		[words.workflow, codeOrNull(card.workflowId?.safe)],
		[words.task, codeOrNull(card.taskId?.safe)],
		[words.fields.code, codeText(card, screen)],
		[words.fields.node, node === null ? null : nodeText(node, words)],
		[words.fields.cost, card.cost === null ? null : numbers.price(card.cost, 'code')],
		[words.fields.time, card.duration === null ? null : words.ran(formatDuration(card.duration))],
		[words.ended, card.endedAt === null ? null : localTime(card.endedAt)],
	];
	const title = card.run.title === null ? '' : `: ${codeSpan(card.run.title.safe)}`;
	const noReason = card.kind === 'canceled' ? words.noReasonCanceled : words.noReason;
	const reason = [error?.reason, error?.detail]
		.map(text => proseLines(text ?? null))
		.filter((lines, index, all) => index === 0 || lines.join('\n') !== all[0]?.join('\n'))
		.flat();
	const before = card.before.filter(entry => entry !== null).length;
	return [
		`## ${words.titles[card.kind]}${title}`,
		...(reason.length === 0 ? [noReason] : [codeBlock(reason)]),
		rows
			.filter(([, value]) => value !== null)
			.map(([name, value]) => `- ${name}: ${value}`)
			.join('\n'),
		...(first === null
			? []
			: [`**${words.fields.first}**`, codeBlock(linesOf(card, [first], screen.gap))]),
		...(before === 0
			? []
			: [
					`**${first === null ? words.last(before) : words.before(before)}**`,
					codeBlock(linesOf(card, card.before, screen.gap)),
				]),
		`**${words.advice}**`,
		words
			.try(card.advice, paletteName)
			.map(sentence => `- ${sentence}`)
			.join('\n'),
		'',
	].join('\n\n');
}

function codeText({error}: FailureCard, screen: Messages['screen']): string | null {
	const {engineCode = null, statusCode = null} = error ?? {};
	const parts = [
		...(engineCode === null ? [] : [codeSpan(engineCode.safe)]),
		...(statusCode === null ? [] : [screen.statusCode(statusCode)]),
	];
	return parts.length === 0 ? null : parts.join(', ');
}

function nodeText(
	{node, caption, activeMs}: NonNullable<FailureCard['node']>,
	words: Messages['failure'],
): string {
	const name = codeSpan(`${nodeName(node.safe)}${caption === null ? '' : ` ${caption}`}`);
	return activeMs === null ? name : `${name}, ${words.activeFor(formatDuration(activeMs))}`;
}

function codeOrNull(text: string | undefined): string | null {
	return text === undefined || text === '' ? null : codeSpan(text);
}

/** Splits a text into lines, also at carriage returns: `cleanProse` would remove the text before a carriage return. */
function proseLines(text: ForeignText | null): readonly string[] {
	return text === null || text.exact === ''
		? []
		: text.exact
				.slice(0, maxMarkdown)
				.split(/\r\n|\r|\n/)
				.map(line => cleanProse(line));
}

function linesOf(
	{run}: FailureCard,
	entries: FailureCard['before'],
	gap: string,
): readonly string[] {
	const portion = entries.flatMap((entry, index) =>
		entry === null ? [] : [{run, entry, afterGap: entries[index - 1] === null}],
	);
	return [...logText({runId: run.id, portions: [portion]}, gap)].flat();
}
