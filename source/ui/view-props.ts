import type {OverlayKind, OverlayModelOf} from '../store/overlay.ts';
import type {PaneBox} from './frame.ts';

export type OverlayViewProps<Kind extends OverlayKind> = {
	readonly overlay: OverlayModelOf<Kind>;
	readonly box: PaneBox;
};
