import type {FailureCard} from '../../core/failure/failure-card.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import type {Instant} from '../../core/time/clock.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {keysIn} from '../../ui/key-name.ts';
import {blank, cutLine, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {amount} from '../../ui/units.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {fieldLines, joinFields} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {wrap} from '../../ui/wrap.ts';
import {fieldCells, logColumns, messageText} from '../log/index.ts';
import {logRowLine} from '../log/row-line.ts';
import {errorCodes, failedNodeLine} from './rows.ts';
import {adviceRows, failureValues, type FailureField} from './select.ts';

export function FailureView({overlay, box}: OverlayViewProps<'failure'>) {
	const appearance = useAppearance();
	const {content: card, state, now} = overlay;
	const {titles} = appearance.messages.failure;
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(titles[card?.kind ?? 'failed'])]}}
			lines={
				card === null ? [] : cardLines(card, now, Math.max(1, box.contentWidth - 2), appearance)
			}
			state={state}
		/>
	);
}

export function cardLines(
	card: FailureCard,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const words = appearance.messages.failure;
	const fields = failureValues(card, width).map(({field, texts}) => ({
		label: words.fields[field],
		rows: texts?.map(text => [span(text, field === 'reason' ? 'bad' : undefined)]) ?? [
			valueLine(field, card, now, appearance),
		],
	}));
	return [
		...fieldLines(fields, fieldCells),
		[],
		[span(words.advice, 'title')],
		...words.try(card.advice, keysIn(appearance)).flatMap(sentence => adviceLines(sentence, width)),
		[],
		[span(beforeHeading(card, appearance), 'title')],
		...card.before.map(entry => entryLine(entry, width, appearance)),
	];
}

/** Returns exactly `adviceRows(width)` lines, so that the length of the card does not depend on the language. */
function adviceLines(sentence: string, width: number): readonly Line[] {
	const count = adviceRows(width);
	const rows = wrap(sentence, width - 3, count);
	return Array.from({length: count}, (_, row) => [blank(2), span(rows[row] ?? '')]);
}

function beforeHeading(
	{before, first}: FailureCard,
	{messages}: Pick<Appearance, 'messages'>,
): string {
	const words = messages.failure;
	const count = before.filter(entry => entry !== null).length;

	if (count === 0) {
		return words.nothingBefore;
	}

	return first === null ? words.last(count) : words.before(count);
}

/** Formats a one-row field. Cost, time and reason are shown even if unknown; any other field only if it is known. */
function valueLine(
	field: FailureField,
	{kind, error, node, first, cost, balance, duration, endedAt, run}: FailureCard,
	now: Instant,
	appearance: Appearance,
): Line {
	const words = appearance.messages.failure;
	const join = (...fields: readonly Line[]): Line => joinFields(fields, appearance);
	const unknown: Line = [span(words.unknown, 'muted')];

	switch (field) {
		case 'reason':
			return [span(kind === 'canceled' ? words.noReasonCanceled : words.noReason, 'bad')];
		case 'detail':
			return [];
		case 'code':
			return join(...errorCodes(error, appearance));
		case 'node':
			return node === null
				? []
				: join(failedNodeLine(node, appearance), node.caption === null ? [] : [span(node.caption)]);
		case 'first':
			return first === null ? [] : [span(timeText(first, now)), span(messageText(first), 'bad')];
		case 'cost':
			return cost === null ? unknown : [span(amount(cost, appearance))];
		case 'balance':
			return balance === null ? [] : [span(amount(balance, appearance))];
		case 'time': {
			const line = join(
				duration === null ? [] : [span(words.ran(appearance.messages.numbers.shortTime(duration)))],
				endedAt === null ? [] : [span(words.endedAt(dayAndTime(endedAt, now)))],
			);
			return line.length === 0 ? unknown : line;
		}

		case 'run':
			return join([span(run.label)], run.title === null ? [] : [span(run.title.safe)]);
	}
}

function timeText({at}: LogEntry, now: Instant): string {
	return at === null ? '' : `${dayAndTime(at, now)} `;
}

function entryLine(entry: LogEntry | null, width: number, appearance: Appearance): Line {
	if (entry === null) {
		const dashes = appearance.glyphs.gap.repeat(3);
		return [blank(1), span(`${dashes} ${appearance.messages.screen.gap} ${dashes}`, 'warn')];
	}

	const line = logRowLine(
		{
			kind: 'entry',
			id: '',
			index: 0,
			entry,
			text: messageText(entry),
			part: null,
			row: 0,
			marks: null,
			current: false,
			selected: false,
			run: null,
			since: null,
			fold: null,
		},
		{sideways: 0, columns: logColumns(width, 'clock', 0), time: 'clock'},
		width,
		false,
		appearance,
	);
	return cutLine(line, width, appearance.glyphs.ellipsis);
}
