import type {Instant} from '../core/time/clock.ts';
import type {Overlays} from './registry.ts';

export type OverlayKind = keyof Overlays;

export type OverlayOf<Kind extends OverlayKind> = {
	[Key in Kind]: {
		readonly kind: Key;
		readonly scrollTop: number;
		/** The largest `scrollTop`, which only the view knows. Missing before the overlay is drawn, and for a list. */
		readonly end?: number;
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
