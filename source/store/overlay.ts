import type {Instant} from '../core/time/clock.ts';
import type {Overlays} from './registry.ts';

export type OverlayKind = keyof Overlays;

/** What covers the panes: how far it is scrolled, how long it is (both in rows), and what its kind holds. */
export type OverlayOf<Kind extends OverlayKind> = {
	[Key in Kind]: {
		readonly kind: Key;
		readonly top: number;
		readonly length: number;
	} & Overlays[Key]['holds'];
}[Kind];

export type Overlay = OverlayOf<OverlayKind>;

/** An overlay as its view draws it. */
export type OverlayModelOf<Kind extends OverlayKind> = {
	[Key in Kind]: {
		readonly kind: Key;
		readonly overlay: OverlayOf<Key>;
		readonly content: Overlays[Key]['shows'];
		readonly now: Instant;
	};
}[Kind];

export type OverlayModel = OverlayModelOf<OverlayKind>;
