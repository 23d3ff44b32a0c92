import type {LogEntry} from '../../../core/log/log-entry.ts';
import {useAppearance} from '../../../ui/appearance-context.ts';
import {clockTime, isoDay, zoneName} from '../../../ui/clock-time.ts';
import {firstKey} from '../../../ui/key-name.ts';
import {span, type Line} from '../../../ui/line.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../../ui/view-props.ts';
import {fieldLines} from '../../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../../ui/widgets/Overlay.tsx';
import {entryRows, fieldCells, type EntryField, type OpenEntry} from './rows.ts';

export function EntryView({overlay, box}: OverlayViewProps<'entry'>) {
	const appearance = useAppearance();
	const {content, state} = overlay;
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(appearance.messages.log.entry)]}}
			lines={
				content === null ? [] : entryLines(content, Math.max(1, box.contentWidth - 2), appearance)
			}
			state={state}
		/>
	);
}

export function entryLines(
	{entry, run}: OpenEntry,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const words = appearance.messages.log;
	const {fields, message, cut} = entryRows(entry, run.label, width);
	return [
		...fieldLines(
			fields.map(({field, texts}) => ({
				label: words.fields[field],
				rows: (texts ?? [timeOrProgress(field, entry, appearance)]).map(text => [
					text === '' ? span(words.unknown, 'muted') : span(text),
				]),
			})),
			fieldCells,
		),
		[],
		...message.map(text => [span(text)]),
		...(cut === 0 ? [] : [[span(words.cut(cut, firstKey('pager', appearance)), 'warn')]]),
	];
}

function timeOrProgress(
	field: EntryField,
	{at, progressPercent}: LogEntry,
	{messages}: Appearance,
): string {
	if (field === 'progress') {
		return progressPercent === null ? '' : messages.numbers.percent(progressPercent);
	}

	return at === null ? '' : `${isoDay(at)} ${clockTime(at)} ${zoneName()}`;
}
