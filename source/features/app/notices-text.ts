import {dayAndTime} from '../../core/time/calendar.ts';
import type {TimedNotice} from '../../store/notice.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {keysIn} from '../../ui/key-name.ts';
import {span, type Line} from '../../ui/line.ts';
import {currencyIn} from '../../ui/units.ts';
import {fieldLines} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';

/** The width of a date with a time, and of the gap after it, in cells. */
const timeCells = 16;
const maxRows = 8;

/** The latest notices, the newest first. */
export const noticesText: TextOverlay<readonly TimedNotice[]> = {
	title: (_, {notices}) => notices.title,
	lines(notices, {width, now, appearance}) {
		const {messages} = appearance;
		const lines = notices.flatMap(({notice, at}): readonly Line[] => {
			const sentence = messages.notice(notice, keysIn(appearance), currencyIn(appearance));
			const rows = wrap(sentence, width - timeCells, maxRows).map(row => [span(row)]);
			return fieldLines([{label: dayAndTime(at, now), rows}], timeCells);
		});
		return lines.length === 0 ? [[span(messages.notices.none, 'muted')]] : lines;
	},
};
