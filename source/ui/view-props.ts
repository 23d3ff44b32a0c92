import type {OverlayKind, OverlayModelOf} from '../store/overlay.ts';
import type {ScreenModel} from '../store/selectors.ts';
import type {PaneBox} from '../features/panes/layout.ts';

export type PaneViewProps = {
	readonly model: ScreenModel;
	readonly box: PaneBox;
};

export type OverlayViewProps<Kind extends OverlayKind> = {
	readonly model: OverlayModelOf<Kind>;
	readonly box: PaneBox;
};
