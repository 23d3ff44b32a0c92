import type {LogEntry} from '../../../core/log/log-entry.ts';
import {entryRows, fieldCells, type EntryRow} from './rows.ts';
import {clockTime, isoDay, zoneName} from '../../../ui/clock-time.ts';
import {firstKey} from '../../../ui/key-name.ts';
import {blank, fitLine, span, type Line} from '../../../ui/line.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import {ScrolledOverlay} from '../../../ui/widgets/Overlay.tsx';
import {useAppearance} from '../../../ui/appearance-context.ts';
import type {OverlayViewProps} from '../../../ui/view-props.ts';

/** All fields of a log entry. */
export function EntryView({model, size}: OverlayViewProps<'entry'>) {
	const appearance = useAppearance();
	const {timeZone} = appearance;
	const {content: openEntry, overlay} = model;
	const title = {name: [span(appearance.messages.log.entry)]};

	if (openEntry === null) {
		return <ScrolledOverlay size={size} title={title} lines={[]} top={0} />;
	}

	const {entry, run} = openEntry;
	const time =
		entry.at === null
			? ''
			: `${isoDay(entry.at, timeZone)} ${clockTime(entry.at, timeZone)} ${zoneName(timeZone)}`;
	const rows = entryRows(entry, run.label, Math.max(1, size.width - 2));
	return (
		<ScrolledOverlay
			size={size}
			title={title}
			lines={rows.map(row => [blank(1), ...rowLine(row, entry, time, appearance)])}
			top={overlay.top}
		/>
	);
}

function rowLine(row: EntryRow, entry: LogEntry, time: string, appearance: Appearance): Line {
	const {messages, glyphs} = appearance;
	const {fields, unknown, cut} = messages.log;

	switch (row.kind) {
		case 'field': {
			const name = row.first ? fields[row.field] : '';
			const text = row.text ?? (row.field === 'progress' ? progress(entry, messages) : time);
			return [
				...fitLine([span(name, 'muted')], fieldCells, glyphs.ellipsis),
				text === '' ? span(unknown, 'muted') : span(text),
			];
		}

		case 'blank': {
			return [];
		}

		case 'message': {
			return [span(row.text)];
		}

		case 'cut': {
			return [span(cut(row.characters, firstKey('pager', appearance)), 'warn')];
		}
	}
}

function progress({progressPercent}: LogEntry, {numbers}: Appearance['messages']): string {
	return progressPercent === null ? '' : numbers.percent(progressPercent);
}
