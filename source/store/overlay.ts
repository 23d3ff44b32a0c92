import type {Instant} from '../core/time/clock.ts';
import type {Overlays} from './registry.ts';

export type OverlayKind = keyof Overlays;

/** `scrollTop` may be too large, since only the view knows the number of rows and limits it. */
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
