import {wholeStepText, type LogEntry} from '../../core/log/log-entry.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {prettyJson} from '../../core/text/json-text.ts';
import {cleanProse} from '../../core/text/sanitize.ts';
import {clockTime, isoDay, zoneName} from '../../core/time/calendar.ts';
import {wrap, wrapText} from '../../terminal/wrap-text.ts';
import {firstKey} from '../../ui/key-name.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {fieldLines} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import type {OpenEntry} from './index.ts';

/** Width of the column of field names, including a space, in cells. */
const fieldCells = 12;
const maxFieldRows = 8;

export const entryText: TextOverlay<OpenEntry> = {
	title: (_, {log}) => log.entry,
	lines: (entry, {width, appearance}) => entryLines(entry, width, appearance),
};

export function entryLines(
	{entry, run}: OpenEntry,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {log: words, numbers} = appearance.messages;
	const {at, level, eventType, nodeId, progressPercent, step} = entry;
	const {rows, isCut} = messageRows(entry, width);
	const field = (name: keyof typeof words.fields, text: string | null = null) => ({
		label: words.fields[name],
		rows:
			text === null || text === ''
				? [[span(words.unknown, 'muted')]]
				: wrap(text, Math.max(1, width - fieldCells), maxFieldRows).map(row => [span(row)]),
	});
	const fields = [
		field('run', run.safeId),
		field('time', at === null ? null : `${isoDay(at)} ${clockTime(at)} ${zoneName()}`),
		field('level', level?.safe),
		field('type', eventType?.safe),
		field('node', nodeId?.safe),
		field('progress', progressPercent === null ? null : numbers.percent(progressPercent)),
		field('step', step === null ? null : wholeStepText(step)),
	];
	return [
		...fieldLines(fields, fieldCells),
		[],
		...rows.map(text => [span(text)]),
		...(isCut ? [[span(words.cut(firstKey('pager', appearance)), 'warn')]] : []),
	];
}

/** The longest message that this view shows, in rows and in UTF-16 units. The pager shows longer ones. */
const maxMessage = {rows: 500, units: 1_000_000};

/** Wraps a message to `width` cells. Each row keeps the indent of its line (at most half of `width`). */
export const messageRows = memoizeByObject(({message: {exact}}: LogEntry, width: number) => {
	const lines = prettyJson(exact) ?? exact.slice(0, maxMessage.units).split(/\r\n|[\n\r]/);
	const rows = lines.slice(0, maxMessage.rows).flatMap(line => {
		const text = cleanProse(line);
		const body = text.trimStart();
		const indent = Math.min(text.length - body.length, Math.floor(width / 2));
		const parts = wrapText(body, width - indent, maxMessage.rows + 1);
		return parts.map(({from, to}) => ' '.repeat(indent) + body.slice(from, to));
	});
	const isCut =
		Math.max(rows.length, lines.length) > maxMessage.rows || exact.length > maxMessage.units;
	return {rows: rows.slice(0, maxMessage.rows), isCut};
});
