import type {OverlayModelOf} from '../../../store/overlay.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import {entryRows, fieldCells, type EntryRow} from './rows.ts';
import {clockTime, isoDay, zoneName} from '../../../ui/clock-time.ts';
import {firstKey} from '../../../ui/key-name.ts';
import {blank, fitLine, span, type Line} from '../../../ui/line.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import {overlayLines} from '../../../ui/overlay-lines.ts';
import type {PaneSize} from '../../../ui/pane-lines.ts';

/** The overlay with all fields of a log entry. */
export function entryLines(
	{content: openEntry, overlay}: OverlayModelOf<'entry'>,
	extent: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const {messages, timeZone} = appearance;

	if (openEntry === null) {
		return overlayLines(messages.log.entry, [], overlay, extent, appearance);
	}

	const {entry, run} = openEntry;
	const time =
		entry.at === null
			? ''
			: `${isoDay(entry.at, timeZone)} ${clockTime(entry.at, timeZone)} ${zoneName(timeZone)}`;
	const rows = entryRows(entry, run.label, Math.max(1, extent.width - 2));
	return overlayLines(
		messages.log.entry,
		rows.map(row => [blank(1), ...rowLine(row, entry, time, appearance)]),
		overlay,
		extent,
		appearance,
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
