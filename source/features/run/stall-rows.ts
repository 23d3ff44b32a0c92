import type {Instant} from '../../core/time/clock.ts';
import type {Run} from '../../core/run.ts';
import {idleSince, isPauseLearnt, usualPause} from '../../core/forecast/stall.ts';
import {nodeName} from '../nodes/node-name.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {packFacts} from '../../ui/fields.ts';
import {cutLine, span, type Line} from '../../ui/line.ts';
import type {Look} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';

/** That the run stands still: since when, how long its pauses usually are if that is known, and its last log entry. */
export function stallRows(run: Run, now: Instant, width: number, look: Look): readonly Line[] {
	const since = idleSince(run);

	if (since === null) {
		return [];
	}

	const {stall} = look.messages;
	const {stalled} = look.glyphs.phases;
	const time = briefDuration(now - since, look);
	const facts: readonly Line[] = isPauseLearnt(run)
		? [
				[span(`${stalled} ${stall.since(dayAndTime(since, now, look.timeZone), time)}`, 'warn')],
				[span(stall.usually(briefDuration(usualPause(run), look)))],
			]
		: [[span(stall.idle(time))]];
	return [...packFacts(facts, width, look), ...lastHeard(run, width, look)];
}

function lastHeard({log: {book, length}}: Run, width: number, look: Look): readonly Line[] {
	const last = book.entries[length - 1];

	if (last === undefined) {
		return [];
	}

	const {nodeId, message, eventType} = last;
	const texts = [
		nodeName(nodeId?.safe ?? ''),
		message.safe === '' ? (eventType?.safe ?? '') : message.safe,
	].filter(text => text !== '');
	const line: Line = [span(`  ${look.messages.stall.last} `, 'muted'), span(texts.join(' '))];
	return [cutLine(line, width, look.glyphs.ellipsis)];
}
