import type {ServiceState} from '../../core/service-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {fieldLines, joinFields, labelCells} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {limitedText} from './header-line.ts';
import type {StatusModel} from './select.ts';

type Label = keyof Appearance['messages']['status']['labels'];
type Context = {
	readonly status: StatusModel;
	readonly service: ServiceState;
	readonly now: Instant;
	readonly appearance: Appearance;
};

/** An empty row follows each group but the last. */
const groups: ReadonlyArray<readonly Label[]> = [
	['connection', 'nextRequest', 'latency', 'maxInFlight'],
	['rate', 'waiting', 'requests', 'refused'],
	['inSight', 'others', 'notPolled'],
];

export function StatusView({
	overlay: {content: status, state, now},
	box,
}: OverlayViewProps<'status'>) {
	const appearance = useAppearance();
	const {status: words} = appearance.messages;
	const {service, inReplay} = status;
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(words.title)]}}
			lines={
				service === null
					? [[span(inReplay ? words.replay : words.nothingKnown, 'muted')]]
					: statusLines({status, service, now, appearance})
			}
			state={state}
		/>
	);
}

function statusLines(context: Context): readonly Line[] {
	const {labels} = context.appearance.messages.status;
	const cells = labelCells(Object.values(labels));
	return groups.flatMap((names, index) => [
		...(index === 0 ? [] : [[]]),
		...fieldLines(
			names.map(name => ({label: labels[name], rows: [values[name](context)]})),
			cells,
		),
	]);
}

const values: Readonly<Record<Label, (context: Context) => Line>> = {
	connection({service: {unreachableSince}, status, now, appearance}) {
		const {status: words, screen} = appearance.messages;

		if (status.denied !== null) {
			return [span(screen.denied, 'bad')];
		}

		return unreachableSince === null
			? [span(words.reachable, 'good')]
			: [span(words.unreachableSince(dayAndTime(unreachableSince, now)), 'bad')];
	},
	nextRequest({service: {nextRequestAt}, status, now, appearance}) {
		const {status: words, screen} = appearance.messages;

		if (status.denied !== null) {
			return [span(appearance.glyphs.unknown, 'muted')];
		}

		if (status.paused) {
			return [span(screen.paused, 'warn')];
		}

		return nextRequestAt === null
			? [span(words.scheduled)]
			: joinFields(
					[
						[span(dayAndTime(nextRequestAt, now))],
						[span(words.in(briefCountdown(nextRequestAt - now, appearance)), 'muted')],
					],
					appearance,
				);
	},
	latency: ({service: {latency}, appearance: {messages, glyphs}}) => [
		latency === null
			? span(glyphs.unknown, 'muted')
			: span(messages.numbers.unit(Math.round(latency), 'millisecond', 'short')),
	],
	maxInFlight: ({service, appearance: {messages}}) => [
		span(messages.status.atMost(service.maxInFlight)),
	],
	rate: ({service: {ratePerSec}, appearance: {messages}}) => [
		ratePerSec === null
			? span(messages.status.noLimit, 'muted')
			: span(messages.status.rate(tenths(ratePerSec))),
	],
	waiting: ({service: {heldUntil}, now, appearance: {messages}}) => [
		heldUntil === null
			? span(messages.status.notWaiting, 'muted')
			: span(messages.status.until(dayAndTime(heldUntil, now)), 'warn'),
	],
	requests: ({service, appearance: {messages}}) => [
		span(messages.status.thisSession(service.requests)),
	],
	refused: ({service: {requests, refused}, appearance}) => {
		const {numbers} = appearance.messages;
		const share = refused === 0 ? [] : [span(numbers.percent(tenths((refused * 100) / requests)))];
		return joinFields([[span(numbers.count(refused))], share], appearance);
	},
	inSight: ({status, appearance}) => countLine(status.runs.inSight, appearance),
	others: ({status, service: {limitedInterval}, appearance}) =>
		joinFields(
			[
				countLine(status.runs.others, appearance),
				limitedInterval === null
					? []
					: [span(limitedText(limitedInterval, false, appearance), 'warn')],
			],
			appearance,
		),
	notPolled: ({status, appearance}) => countLine(status.runs.notPolled, appearance),
};

function countLine(count: number, {messages}: Appearance): Line {
	return [span(messages.numbers.count(count))];
}

/** Rounds to one decimal. */
function tenths(value: number): number {
	return Math.round(value * 10) / 10;
}
