import {useAppearance} from '../../ui/appearance-context.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {keysIn} from '../../ui/key-name.ts';
import {span, type Line} from '../../ui/line.ts';
import {currencyIn} from '../../ui/units.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {fieldLines} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {wrap} from '../../ui/wrap.ts';

/** The width of a date and a time, and of the gap after them, in cells. */
const timeCells = 16;
const maxRows = 8;

/** The latest notices, the newest first. */
export function MessagesView({overlay: {content, state, now}, box}: OverlayViewProps<'messages'>) {
	const appearance = useAppearance();
	const {messages} = appearance;
	const lines = content.flatMap(({notice, at}): readonly Line[] => {
		const sentence = messages.notice(notice, keysIn(appearance), currencyIn(appearance));
		const rows = wrap(sentence, box.contentWidth - timeCells - 2, maxRows).map(row => [span(row)]);
		return fieldLines([{label: dayAndTime(at, now), rows}], timeCells);
	});
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(messages.screen.messagesTitle)]}}
			lines={lines.length === 0 ? [[span(messages.screen.noMessages, 'muted')]] : lines}
			state={state}
		/>
	);
}
