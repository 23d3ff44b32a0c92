import type {FailureCard} from '../../core/failure/failure-card.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import type {Instant} from '../../core/time/clock.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {keysIn} from '../../ui/key-name.ts';
import {blank, cutLine, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {amount} from '../../ui/units.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {fieldLines, joinFields} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {wrap} from '../../ui/wrap.ts';
import {fieldCells} from '../log/EntryView.tsx';
import {logColumns, messageText} from '../log/index.ts';
import {logRowLine} from '../log/row-line.ts';
import {errorCodes, failedNodeLine} from './rows.ts';

type FailureField = keyof Appearance['messages']['failure']['fields'];

/** Maximum number of rows for one text. A longer text of the service is cut; the copied card has more of it. */
const maxRows = 8;

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
	return [
		...cardFields(card, now, width, appearance),
		[],
		[span(words.advice, 'title')],
		...words
			.try(card.advice, keysIn(appearance))
			.flatMap(sentence => wrap(sentence, width - 3, maxRows))
			.map(row => [blank(2), span(row)]),
		[],
		[span(beforeHeading(card, appearance), 'title')],
		...card.before.map(entry => entryLine(entry, width, appearance)),
	];
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

/** Cost, time and reason are shown even if unknown; any other field only if it is known. */
function cardFields(
	{kind, error, node, first, cost, balance, duration, endedAt, run}: FailureCard,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {failure: words, numbers} = appearance.messages;
	const join = (...parts: readonly Line[]): Line => joinFields(parts, appearance);
	const wrapped = (text: string, styleName?: StyleName) =>
		wrap(text, Math.max(1, width - fieldCells), maxRows).map(row => [span(row, styleName)]);
	const unknown: Line = [span(words.unknown, 'muted')];
	const reason = error?.reason?.safe ?? '';
	const detail = error?.detail?.safe ?? '';
	const time = join(
		duration === null ? [] : [span(words.ran(numbers.shortTime(duration)))],
		endedAt === null ? [] : [span(words.endedAt(dayAndTime(endedAt, now)))],
	);
	const rows: Readonly<Record<FailureField, readonly Line[]>> = {
		reason:
			reason === ''
				? [[span(kind === 'canceled' ? words.noReasonCanceled : words.noReason, 'bad')]]
				: wrapped(reason, 'bad'),
		detail: detail === reason ? [] : wrapped(detail),
		code: [join(...errorCodes(error, appearance))],
		node: [
			node === null
				? []
				: join(failedNodeLine(node, appearance), node.caption === null ? [] : [span(node.caption)]),
		],
		first: [first === null ? [] : [span(timeText(first, now)), span(messageText(first), 'bad')]],
		cost: [cost === null ? unknown : [span(amount(cost, appearance))]],
		balance: [balance === null ? [] : [span(amount(balance, appearance))]],
		time: [time.length === 0 ? unknown : time],
		run: [join([span(run.label)], run.title === null ? [] : [span(run.title.safe)])],
	};
	const fields = Object.keys(words.fields) as readonly FailureField[];
	return fieldLines(
		fields.map(field => ({
			label: words.fields[field],
			rows: rows[field].filter(line => line.length > 0),
		})),
		fieldCells,
	);
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
			steps: null,
		},
		{sideways: 0, columns: logColumns(width, 0)},
		width,
		false,
		appearance,
	);
	return cutLine(line, width, appearance.glyphs.ellipsis);
}
