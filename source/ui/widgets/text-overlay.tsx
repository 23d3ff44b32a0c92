import type {Instant} from '../../core/time/clock.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {OverlayKind, OverlayModelOf} from '../../store/overlay.ts';
import {useAppearance} from '../appearance-context.ts';
import {span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';
import {ScrolledOverlay, type OverlayViewProps} from './Overlay.tsx';

export type TextContext = {
	/** The width in cells. */
	readonly width: number;
	readonly now: Instant;
	readonly appearance: Appearance;
};

/** What an overlay of text shows about its content. */
export type TextOverlay<Content> = {
	readonly title: (content: Content, messages: Messages) => string;
	readonly lines: (content: Content, context: TextContext) => readonly Line[];
};

/** Returns the view of an overlay that shows lines of text. It is empty while the overlay has no content. */
export function textOverlayView<Kind extends OverlayKind>({
	title,
	lines,
}: TextOverlay<NonNullable<OverlayModelOf<Kind>['content']>>) {
	return function TextOverlayView({overlay, box}: OverlayViewProps<Kind>) {
		const appearance = useAppearance();
		const {state, now} = overlay;
		const content = overlay.content ?? null;
		const width = Math.max(1, box.contentWidth - 2);
		return (
			<ScrolledOverlay
				box={box}
				title={{name: content === null ? [] : [span(title(content, appearance.messages))]}}
				lines={content === null ? [] : lines(content, {width, now, appearance})}
				state={state}
			/>
		);
	};
}
