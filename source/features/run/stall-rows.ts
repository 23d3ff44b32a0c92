import type {Instant} from '../../core/time/clock.ts';
import type {Run} from '../../core/run.ts';
import {idleSince, isUsualPauseKnown, usualPause} from '../../core/forecast/anomalies.ts';
import {nodeName} from '../nodes/node-name.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {packFields} from '../../ui/fields.ts';
import {cutLine, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';

/** That the run stands still: since when, how long its pauses usually are if that is known, and its last log entry. */
export function stallRows(
	run: Run,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const since = idleSince(run);

	if (since === null) {
		return [];
	}

	const {run: words} = appearance.messages;
	const {stalled} = appearance.glyphs.phases;
	const time = briefDuration(now - since, appearance);
	const fields: readonly Line[] = isUsualPauseKnown(run)
		? [
				[
					span(
						`${stalled} ${words.since(dayAndTime(since, now, appearance.timeZone), time)}`,
						'warn',
					),
				],
				[span(words.usually(briefDuration(usualPause(run), appearance)))],
			]
		: [[span(words.idle(time))]];
	return [...packFields(fields, width, appearance), ...lastHeard(run, width, appearance)];
}

function lastHeard(
	{log: {store, length}}: Run,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const last = store.entries[length - 1];

	if (last === undefined) {
		return [];
	}

	const {nodeId, message, eventType} = last;
	const texts = [
		nodeName(nodeId?.safe ?? ''),
		message.safe === '' ? (eventType?.safe ?? '') : message.safe,
	].filter(text => text !== '');
	const line: Line = [span(`  ${appearance.messages.run.last} `, 'muted'), span(texts.join(' '))];
	return [cutLine(line, width, appearance.glyphs.ellipsis)];
}
