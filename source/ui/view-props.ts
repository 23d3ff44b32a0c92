import type {OverlayKind, OverlayModelOf} from '../store/overlay.ts';
import type {ScreenModel} from '../store/selectors.ts';
import type {PaneSize} from './widgets/Pane.tsx';

export type PaneViewProps = {
	readonly model: ScreenModel;
	readonly size: PaneSize;
};

export type OverlayViewProps<Kind extends OverlayKind> = {
	readonly model: OverlayModelOf<Kind>;
	readonly size: PaneSize;
};
