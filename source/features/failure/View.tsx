import type {Instant} from '../../core/time/clock.ts';
import {formatDuration} from '../../core/time/duration.ts';
import type {FailureCard} from './failure-card.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {adviceRows, failureCardRows, type FailureField, type FailureRow} from './select.ts';
import {failedNodeLine} from './rows.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {keysIn} from '../../ui/key-name.ts';
import {blank, cutLine, fitLine, joinLines, span, type Line} from '../../ui/line.ts';
import {logRowLine} from '../log/row-line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {amount} from '../../ui/units.ts';
import {wrap} from '../../ui/wrap.ts';
import {fieldCells, freshReading, logColumns, messageText} from '../log/index.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';

/** Why a run failed, and what to try. */
export function FailureView({model, size}: OverlayViewProps<'failure'>) {
	const appearance = useAppearance();
	const {content: failure, overlay, now} = model;
	const {titles} = appearance.messages.failure;
	const width = Math.max(1, size.width - 2);
	const rows = failure === null ? [] : failureCardRows(failure, width);
	return (
		<ScrolledOverlay
			size={size}
			title={{name: [span(titles[failure?.kind ?? 'failed'])]}}
			lines={rows.map(row =>
				failure === null ? [] : [blank(1), ...rowLine(row, failure, now, width, appearance)],
			)}
			top={overlay.top}
		/>
	);
}

function rowLine(
	row: FailureRow,
	card: FailureCard,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const words = appearance.messages.failure;

	switch (row.kind) {
		case 'field': {
			const name = row.first ? words.fields[row.field] : '';
			const value =
				row.text === null
					? valueLine(row.field, card, now, appearance)
					: [span(row.text, row.field === 'reason' ? 'bad' : undefined)];
			return [...fitLine([span(name, 'muted')], fieldCells, appearance.glyphs.ellipsis), ...value];
		}

		case 'heading': {
			return [span(row.of === 'advice' ? words.advice : beforeHeading(card, appearance), 'title')];
		}

		case 'advice': {
			const sentence = words.try(card.advice, keysIn(appearance))[row.sentence];
			const rows = wrap(sentence, width - 3, adviceRows(width));
			return [blank(2), span(rows[row.row] ?? '')];
		}

		case 'entry': {
			return entryLine(row.entry, width, appearance);
		}

		case 'blank': {
			return [];
		}
	}
}

/** The heading of the entries before the error, or of the last ones if the log has no error. */
export function beforeHeading(
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

function valueLine(
	field: FailureField,
	card: FailureCard,
	now: Instant,
	appearance: Appearance,
): Line {
	const {messages, glyphs, timeZone} = appearance;
	const words = messages.failure;
	const separator = span(` ${glyphs.separator} `, 'muted');
	const unknown: Line = [span(words.unknown, 'muted')];

	switch (field) {
		case 'reason': {
			return [span(card.kind === 'canceled' ? words.noReasonCanceled : words.noReason, 'bad')];
		}

		case 'code': {
			const {engineCode = null, statusCode = null} = card.error ?? {};
			return joinLines(
				[
					engineCode === null ? [] : [span(engineCode.safe)],
					statusCode === null ? [] : [span(messages.screen.statusCode(statusCode))],
				],
				separator,
			);
		}

		case 'node': {
			const {node} = card;

			if (node === null) {
				return unknown;
			}

			const caption = node.caption === null ? [] : [span(node.caption)];
			return joinLines([failedNodeLine(node, appearance), caption], separator);
		}

		case 'first': {
			return card.first === null
				? unknown
				: [span(timeText(card.first, now, appearance)), span(messageText(card.first), 'bad')];
		}

		case 'cost': {
			return card.cost === null ? unknown : [span(amount(card.cost, appearance))];
		}

		case 'time': {
			const fields = [
				card.duration === null ? [] : [span(words.ran(formatDuration(card.duration)))],
				card.endedAt === null ? [] : [span(words.endedAt(dayAndTime(card.endedAt, now, timeZone)))],
			];
			const line = joinLines(fields, separator);
			return line.length === 0 ? unknown : line;
		}

		case 'run': {
			const title: Line = card.run.title === null ? [] : [span(card.run.title.safe)];
			return joinLines([[span(card.run.label)], title], separator);
		}

		case 'detail': {
			return [];
		}
	}
}

function timeText({at}: LogEntry, now: Instant, {timeZone}: Appearance): string {
	return at === null ? '' : `${dayAndTime(at, now, timeZone)} `;
}

function entryLine(entry: LogEntry | null, width: number, appearance: Appearance): Line {
	if (entry === null) {
		const dashes = appearance.glyphs.gap.repeat(3);
		return [blank(1), span(`${dashes} ${appearance.messages.failure.gap} ${dashes}`, 'warn')];
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
			hit: false,
			marks: null,
			current: false,
			selected: false,
			run: null,
			since: null,
			fold: null,
		},
		{sideways: 0, columns: logColumns(width, 'clock', 0), reading: freshReading},
		width,
		false,
		appearance,
	);
	return cutLine(line, width, appearance.glyphs.ellipsis);
}
