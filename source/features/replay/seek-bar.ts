import {timePosition} from '../../core/time/duration.ts';
import type {ReplayModel} from '../../store/selectors.ts';
import {bar} from '../../ui/bar.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';

/** The minimum widths of the screen for a progress bar, and for a long one. */
const minWidthForBar = 70;
const minWidthForLongBar = 110;

/**
 * Returns `replay 00:31 ━━━━╸───── 02:10 x4`. If the screen (`width`) is narrow, returns `00:31/02:10`, or only
 * `00:31` if the two times do not fit into `room` cells.
 */
export function seekBar(
	replay: ReplayModel,
	width: number,
	room: number,
	appearance: Appearance,
): Line {
	const {position, length, speed, paused} = replay;
	const {record} = appearance.messages;
	const at = timePosition(position);
	const end = timePosition(length);

	if (width < minWidthForBar) {
		const whole = `${at}/${end}`;
		return [span(whole.length <= room ? whole : at, paused ? 'warn' : 'title')];
	}

	const cells = width < minWidthForLongBar ? 12 : 24;
	const percent = length === 0 ? 100 : (position * 100) / length;
	return [
		span(paused ? record.paused : record.replay, paused ? 'warn' : 'title'),
		span(` ${at} `),
		...bar(percent, cells, appearance.glyphs, 'running'),
		span(` ${end}`),
		...(speed === 1
			? []
			: [blank(1), span(record.speed(Number.isFinite(speed) ? speed : null), 'muted')]),
	];
}
