import type {Instant} from '../core/time/clock.ts';
import type {Overlays} from './registry.ts';

export type OverlayKind = keyof Overlays;

/**
 * The overlay that covers the panes. `scrollTop` is the index of the first visible row; the view limits it to the number
 * of rows.
 */
export type OverlayOf<Kind extends OverlayKind> = {
	[Key in Kind]: {
		readonly kind: Key;
		readonly scrollTop: number;
	} & Overlays[Key]['state'];
}[Kind];

export type OverlayState = OverlayOf<OverlayKind>;

export type OverlayModelOf<Kind extends OverlayKind> = {
	[Key in Kind]: {
		readonly kind: Key;
		readonly state: OverlayOf<Key>;
		readonly content: Overlays[Key]['model'];
		readonly now: Instant;
	};
}[Kind];

export type OverlayModel = OverlayModelOf<OverlayKind>;
