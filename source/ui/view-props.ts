import type {OverlayKind, OverlayModelOf} from '../store/overlay.ts';
import type {ScreenModel} from '../store/selectors.ts';
import type {PaneBox} from './frame.ts';

export type PaneViewProps = {
	readonly screen: ScreenModel;
	readonly box: PaneBox;
};

export type OverlayViewProps<Kind extends OverlayKind> = {
	readonly overlay: OverlayModelOf<Kind>;
	readonly box: PaneBox;
};
