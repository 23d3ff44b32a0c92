import type {OverlayKind, OverlayModelOf} from '../store/overlay.ts';
import type {ScreenModel} from '../store/view-model.ts';
import type {PaneSize} from './widgets/Pane.tsx';

/** The props of a pane. */
export type PaneViewProps = {
	readonly model: ScreenModel;
	readonly size: PaneSize;
};

/** The props of an overlay. */
export type OverlayViewProps<Kind extends OverlayKind> = {
	readonly model: OverlayModelOf<Kind>;
	readonly size: PaneSize;
};
