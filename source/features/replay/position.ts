import {timePosition} from '../../core/time/duration.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {ReplayModel} from '../screen-model.ts';

/** The minimum width, in cells, of a screen that shows the word `replay` too. */
const minWidthForWord = 70;

/** Returns `replay 00:31/02:10 x4`; without the word on a narrow screen, and `00:31` if there is little `room`. */
export function replayPosition(
	{position, length, speed, paused}: ReplayModel,
	width: number,
	room: number,
	{messages: {record}}: Appearance,
): Line {
	const word = paused ? record.paused : record.replay;
	const both = `${timePosition(position)}/${timePosition(length)}`;
	const rate = speed === 1 ? '' : ` ${record.speed(Number.isFinite(speed) ? speed : null)}`;
	const text =
		width >= minWidthForWord
			? `${word} ${both}${rate}`
			: both.length <= room
				? both
				: timePosition(position);
	return [span(text, paused ? 'warn' : 'title')];
}
