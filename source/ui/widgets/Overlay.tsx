import {use, useLayoutEffect, type ReactNode} from 'react';
import type {Instant} from '../../core/time/clock.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {OverlayKind, OverlayModelOf, OverlayState} from '../../store/overlay.ts';
import {ScrollEndContext, useAppearance} from '../appearance-context.ts';
import type {PaneBox, PaneTitle} from '../frame.ts';
import {firstKey} from '../key-name.ts';
import {blank, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';
import {Pane} from './Pane.tsx';
import {Rows} from './Row.tsx';

export type OverlayViewProps<Kind extends OverlayKind> = {
	readonly overlay: OverlayModelOf<Kind>;
	readonly box: PaneBox;
};

type OverlayProps = {
	readonly box: PaneBox;
	readonly title: Omit<PaneTitle, 'focusKey' | 'trailing'>;
	/** At most `box.contentHeight` rows. */
	readonly children: ReactNode;
};

/** A pane that covers all other panes. Its title shows the key that closes the overlay. */
export function Overlay({box, title, children}: OverlayProps) {
	const appearance = useAppearance();
	const trailing: Line = [
		span(firstKey('back', appearance), 'key'),
		span(` ${appearance.messages.wordsOf('back').short}`, 'muted'),
	];
	return (
		<Pane box={box} isFocused title={{...title, trailing}}>
			{children}
		</Pane>
	);
}

type ScrolledOverlayProps = Omit<OverlayProps, 'children'> & {
	/** The overlay indents each line by one cell. */
	readonly lines: readonly Line[];
	readonly state: Pick<OverlayState, 'scrollTop' | 'end'>;
};

/** An overlay that shows the part of `lines` that starts at `scrollTop`, and reports how far it can be scrolled. */
export function ScrolledOverlay({box, title, lines, state}: ScrolledOverlayProps) {
	const reportEnd = use(ScrollEndContext);
	const end = Math.max(0, lines.length - box.contentHeight);
	const top = Math.min(state.scrollTop, end);
	const isKnown = state.end === end;

	useLayoutEffect(() => {
		if (!isKnown) {
			reportEnd(end);
		}
	}, [end, isKnown, reportEnd]);

	const visible = lines.slice(top, top + box.contentHeight);
	return (
		<Overlay box={box} title={{...title, hiddenAbove: top, hiddenBelow: end - top}}>
			<Rows lines={visible.map(line => [blank(1), ...line])} width={box.contentWidth} />
		</Overlay>
	);
}

export type TextContext = {
	/** The width in cells. */
	readonly width: number;
	readonly now: Instant;
	readonly appearance: Appearance;
};

/** An overlay of text: its title and its lines. */
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
